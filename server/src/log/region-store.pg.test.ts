import { instant, REGIONS_STREAM, regionId, type Region } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PostgresEventLog } from './postgres-event-log.ts';
import { RegionStore, type RegionSet } from './region-store.ts';
import { openTestStore, type TestStore } from './store/test-store.ts';

const NOW = instant(Date.UTC(2026, 10, 23));

const region = (code: string, parent: string | null, level: Region['level']): Region => ({
  id: regionId('test', code),
  codeSystem: 'test',
  code,
  name: code.toUpperCase(),
  level,
  parentId: parent === null ? null : regionId('test', parent),
  validFrom: null,
  validTo: null,
  labelPoint: null,
});
const CITY = region('a', null, 'city');
const SQUARE = [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]; // prettier-ignore
const SET: RegionSet = {
  regions: [CITY, region('b', 'a', 'district')],
  shapes: new Map([[CITY.id, SQUARE]]),
  origin: 'a test',
  isSchematic: true,
};

let store: TestStore;
let log: PostgresEventLog;
let regions: RegionStore;
beforeEach(async () => {
  store = await openTestStore();
  log = new PostgresEventLog(store.database);
  regions = new RegionStore(store.database, log);
});
afterEach(() => store.close());

const eventCount = async (): Promise<number> => (await log.readStream(REGIONS_STREAM)).length;

describe('the regions of a store', () => {
  it('are none at first, then those put in, with an event that says so', async () => {
    expect(await regions.load()).toBeNull();
    await regions.replace(SET, 'system:test', NOW);
    expect(await regions.load()).toEqual({ ...SET, version: 1 });
    expect(await log.readStream(REGIONS_STREAM)).toMatchObject([
      { type: 'RegionsReplaced', version: 1, data: { origin: 'a test', rootIds: [CITY.id], regionCount: 2 } },
    ]);
  });

  it('are replaced as a whole', async () => {
    await regions.replace(SET, 'system:test', NOW);
    await regions.replace({ ...SET, regions: [CITY], isSchematic: false }, 'system:test', NOW);
    expect(await regions.load()).toMatchObject({ regions: [CITY], isSchematic: false, version: 2 });
  });

  it('take others beside them, and keep their shapes and origin', async () => {
    await regions.replace(SET, 'system:test', NOW);
    const others = [region('x', null, 'city'), region('y', 'x', 'district')];
    expect(await regions.add([...others, CITY], 'system:test', NOW)).toEqual(others);
    const whole = await regions.load();
    expect(whole).toEqual({ ...SET, regions: [...SET.regions, ...others], version: 2 });
    expect((await log.readStream(REGIONS_STREAM))[1]?.data).toMatchObject({
      rootIds: [CITY.id, others[0]?.id],
      regionCount: 4,
    });
  });

  it('stay untouched, without an event, when all to be added are known or one has no parent', async () => {
    await regions.replace(SET, 'system:test', NOW);
    expect(await regions.add(SET.regions, 'system:test', NOW)).toEqual([]);
    await expect(regions.add([region('y', 'x', 'district')], 'system:test', NOW)).rejects.toThrow(RangeError);
    expect(await eventCount()).toBe(1);
  });

  it('lose none of what two writers add at the same time', async () => {
    await regions.replace(SET, 'system:test', NOW);
    const names = ['p', 'q', 'r', 's'];
    await Promise.all(names.map((name) => regions.add([region(name, 'a', 'district')], 'system:test', NOW)));
    expect((await regions.load())?.regions.map(({ code }) => code)).toEqual(['a', 'b', ...names]);
    expect(await eventCount()).toBe(5);
  });
});
