import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIBEI_FACTS } from '@citybrain/geo';
import type { TicketItem } from '@citybrain/protocol';
import { Command, CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeWithShared } from '../../../tests/support/shared-material.ts';
import { compose, type CityServer } from '../compose.ts';
import { readConfig } from '../config.ts';
import { schematicRegions } from '../default-regions.ts';
import { readJsonItems } from '../feeds/read-items.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { RegionStore } from '../log/region-store.ts';
import type { Store } from '../log/store/open-store.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { systemClock } from '../observe/clock.ts';
import { registerImportRegionsCommand } from './import-regions-command.ts';

let store: TestStore;
let regions: RegionStore;
let directory: string;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'citybrain-regions-'));
  store = await openTestStore();
  regions = new RegionStore(store.database, new PostgresEventLog(store.database));
  await regions.replace(schematicRegions(), 'system:test', systemClock.now());
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

interface Ran {
  readonly exitCode: number;
  readonly printed: string;
  readonly told: string;
}

/** Runs `regions …`, as `citybrain import` does. */
async function run(...line: string[]): Promise<Ran> {
  const heard = { out: '', err: '' };
  const hear = (stream: 'out' | 'err') => (text: unknown) => ((heard[stream] += String(text)), true);
  vi.spyOn(process.stdout, 'write').mockImplementation(hear('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(hear('err'));
  let exitCode = 0;
  const program = new Command().exitOverride();
  const opened = { regions, store: { close: () => Promise.resolve() } as Store };
  registerImportRegionsCommand(
    program,
    (code) => (exitCode = code),
    () => Promise.resolve(opened),
  );
  try {
    await program.parseAsync(['regions', ...line], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    ({ exitCode } = error);
  } finally {
    vi.restoreAllMocks();
  }
  return { exitCode, printed: heard.out, told: heard.err };
}

/** The region of a ticket at a point, posted to a server on the store; the server was up before `change`. */
async function postTicket(lon: number, lat: number, change: () => Promise<unknown>): Promise<unknown> {
  const config = readConfig({ DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: directory, PORT: '0' }, directory);
  const server: CityServer = await compose({ config });
  try {
    await server.listen();
    const { epoch } = server.live;
    await change();
    await vi.waitFor(() => expect(server.live.epoch).not.toBe(epoch), 10_000);
    const item: TicketItem = { kind: 'ticket', id: '1', title: '路灯不亮', reportedAt: '2022-06-25T08:00', lon, lat };
    const feed = { name: 'test', home: null, zone: config.zone };
    const answer = await server.intake.take(readJsonItems(Buffer.from(JSON.stringify(item)), 1), feed);
    expect(answer).toMatchObject({ accepted: 1, flagged: [] });
  } finally {
    await server.close();
  }
  const [ticket] = await store.database.query(
    'SELECT r.name, r.level, place_source AS source FROM tickets JOIN regions r ON r.id = region_id',
  );
  return ticket;
}

const PORT_BASIN = [120.318, 36.093] as const;

describeWithShared('the 22 real streets', 'geo/shibei_22_streets_osm_wgs84.geojson', (path) => {
  it('take the place of the schematic city', async () => {
    const { exitCode, printed } = await run(path, '--preset', 'osm', '--root-code', '370203', '--root-name', '市北区');
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/in force:\ndistrict +1\nstreet +22\nin the place of \d+ regions \(市北区\)/);
    const set = await regions.load();
    expect(set).toMatchObject({ version: 2, isSchematic: false });
    expect(set?.origin).toBe('© OpenStreetMap contributors · shibei_22_streets_osm_wgs84.geojson');
    expect(set?.shapes.size).toBe(23);
  });

  it.each(['gcj02', 'bd09'])('are refused in %s, with the datum that fits, unless forced', async (datum) => {
    const before = await regions.load();
    const root = ['--root-code', '370203', '--root-name', '市北区'];
    const refused = await run(path, '--preset', 'osm', '--datum', datum, ...root, '--json');
    expect(refused.exitCode).toBe(1);
    expect(JSON.parse(refused.printed)).toMatchObject({ imported: false, problems: [{ code: 'wrong-datum' }] });
    expect(refused.told).toMatch(/wgs84 fits best[^]*--force[^]*have not changed\.\n$/);
    expect(await regions.load()).toEqual(before);
    const forced = await run(path, '--preset', 'osm', '--datum', datum, ...root, '--force');
    expect(forced.exitCode).toBe(0);
    expect(forced.told).toMatch(/^warning: wrong-datum: /);
    expect((await run(path, '--preset', 'osm', ...root)).exitCode).toBe(0);
  });

  it('are refused without a root, with what to do, and nothing changes', async () => {
    const before = await regions.load();
    const { exitCode, printed, told } = await run(path, '--preset', 'osm', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({ imported: false, problems: [{ code: 'no-root' }] });
    expect(told).toMatch(
      /--root-code 370203[^]*was not imported: 1 problem\. The regions in force have not changed\.\n$/,
    );
    expect(await regions.load()).toEqual(before);
  });
});

describeWithShared('the whole of Qingdao', 'geo/qingdao_osm_admin_level5-6-8.geojson', (path) => {
  it('is taken over by a running server, which places what lies in no street in the district', async () => {
    const ticket = await postTicket(...PORT_BASIN, async () => {
      const { printed } = await run(path, '--preset', 'osm', '--json');
      expect(JSON.parse(printed)).toMatchObject({ levels: { city: 1, district: 10, street: 135 } });
    });
    expect(ticket).toEqual({ name: '市北区', level: 'district', source: 'point' });
  });
});

describeWithShared('closed tickets', 'geo/shibei_22_streets_osm_wgs84.geojson', (path) => {
  it('are all still listed by a running server after the regions were replaced, each in the street it lies in', async () => {
    const config = readConfig({ DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: directory, PORT: '0' }, directory);
    const server: CityServer = await compose({ config });
    try {
      const url = await server.listen();
      const made = await server.accounts.tokens.create({ kind: 'api', name: 'reader', scope: null, feed: null }, null);
      if (!made.ok) throw new Error(made.refusal.message);
      const headers = { authorization: `Bearer ${made.value.secret}` };
      const closed = async (scope: string): Promise<number> => {
        const answer = await fetch(`${url}/api/v1/tickets?status=closed&limit=1000&scope=${scope}`, { headers });
        return ((await answer.json()) as { tickets: unknown[] }).tickets.length;
      };
      const times = { reportedAt: '2022-06-25T08:00', closedAt: '2022-06-25T09:00' };
      const items = SHIBEI_FACTS.streets.map(({ code, centroid: [lon, lat] }): TicketItem => {
        return { kind: 'ticket', id: code, title: '路灯不亮', ...times, lon, lat };
      });
      const feed = { name: 'test', home: null, zone: config.zone };
      await server.intake.take(readJsonItems(Buffer.from(JSON.stringify(items)), items.length), feed);
      const { epoch } = server.live;
      await run(path, '--preset', 'osm', '--root-code', '370203', '--root-name', '市北区');
      await vi.waitFor(() => expect(server.live.epoch).not.toBe(epoch), 10_000);
      const { tree, geography } = server.live.city;
      expect(await closed('nbs:370203000000')).toBe(22);
      for (const { id, level } of tree.regions) {
        if (level !== 'street') continue;
        const inside = items.filter(({ lon, lat }) => geography.locate(lon ?? 0, lat ?? 0) === id);
        expect(await closed(id), id).toBe(inside.length);
      }
    } finally {
      await server.close();
    }
  });
});

describeWithShared('the outline in GCJ-02', 'geo/shibei_370203_gcj02.json', (path) => {
  it('is moved to where it is', async () => {
    expect((await run(path, '--preset', 'datav')).exitCode).toBe(0);
    const asItIs = (await regions.load())?.regions[0]?.labelPoint;
    await run(path, '--preset', 'datav', '--datum', 'wgs84');
    const asWritten = (await regions.load())?.regions[0]?.labelPoint;
    expect((asWritten?.[0] ?? 0) - (asItIs?.[0] ?? 0)).toBeCloseTo(0.00512, 3);
  });
});

describe('importing regions', () => {
  it.each([
    [['/nowhere.geojson'], /ENOENT/],
    [['/'], /EISDIR|illegal operation/],
  ])('says of %s that it can not be read', async ([path = ''], message) => {
    await expect(run(path, '--preset', 'osm')).rejects.toMatchObject({
      code: 'FEED-102',
      message: expect.stringMatching(message) as string,
    });
  });

  it('refuses what is not UTF-8, and half a root', async () => {
    const path = join(directory, 'gbk.geojson');
    writeFileSync(path, Buffer.from([0x22, 0xca, 0xd0, 0x22]));
    await expect(run(path, '--preset', 'osm')).rejects.toThrow('gbk.geojson is not UTF-8');
    expect((await run(path, '--preset', 'osm', '--root-code', '370203')).exitCode).toBe(1);
  });
});
