import { instant, ORGANISATION_STREAM, REGIONS_STREAM } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PARTS, REGIONS } from '../../packages/domain/src/test-kit/organisation-fixture.ts';
import { ensureOrganisation } from './ensure-organisation.ts';
import { OrganisationStore } from './log/organisation-store.ts';
import { PostgresEventLog } from './log/postgres-event-log.ts';
import { RegionStore, type RegionSet } from './log/region-store.ts';
import { openTestStore, type TestStore } from './log/store/test-store.ts';
import { OrganisationInForce } from './organisation-in-force.ts';

const NOW = instant(Date.UTC(2026, 10, 23));
const WHOLE: RegionSet = { regions: REGIONS.regions, shapes: new Map(), origin: 'a test', isSchematic: true };
const STREETS: RegionSet = { ...WHOLE, regions: REGIONS.regions.filter(({ level }) => level !== 'community' && level !== 'grid') }; // prettier-ignore
const IMPORTED = { parts: PARTS, origin: 'a folder', isExample: false, regionsVersion: 1 };

let store: TestStore;
let log: PostgresEventLog;
let regions: RegionStore;
let organisations: OrganisationStore;
let replacements: number;
let errors: unknown[];
beforeEach(async () => {
  store = await openTestStore();
  log = new PostgresEventLog(store.database);
  regions = new RegionStore(store.database, log);
  organisations = new OrganisationStore(store.database, log);
  replacements = 0;
  errors = [];
  await regions.replace(WHOLE, 'system:test', NOW);
});
afterEach(() => store.close());

const open = (): Promise<OrganisationInForce> =>
  OrganisationInForce.open({
    ...{ store: organisations, regions, now: () => NOW },
    onReplaced: () => (replacements += 1),
    onError: (error) => errors.push(error),
  });
const kinds = ({ organisation }: OrganisationInForce): string[] => [
  ...new Set(organisation.parts.units.map(({ kind }) => kind)),
];
const newestOf = async (stream: typeof REGIONS_STREAM): Promise<Awaited<ReturnType<typeof log.readStream>>> =>
  (await log.readStream(stream)).slice(-1);

describe('the organisation in force', () => {
  it('[O9] is an example at the first start, made once', async () => {
    const first = await open();
    expect(first.set).toMatchObject({ isExample: true, version: 1, regionsVersion: 1 });
    expect(kinds(first)).toEqual(['leader-office', 'centre', 'department', 'street', 'community', 'grid']);
    expect((await open()).set.version).toBe(1);
    expect(await log.readStream(ORGANISATION_STREAM)).toHaveLength(1);
  });

  it('[O9] is made anew when the regions are replaced while it is an example', async () => {
    const inForce = await open();
    await regions.replace(STREETS, 'system:test', NOW);
    inForce.take(await newestOf(REGIONS_STREAM));
    await inForce.settled();
    expect(inForce.set).toMatchObject({ isExample: true, version: 2, regionsVersion: 2 });
    expect(kinds(inForce)).toEqual(['leader-office', 'centre', 'department', 'street']);
    expect([replacements, errors]).toEqual([1, []]);
  });

  it('[O9] stays as it was imported when the regions are replaced', async () => {
    const inForce = await open();
    await organisations.replace(IMPORTED, 1, 'user:somebody', NOW);
    inForce.take(await newestOf(ORGANISATION_STREAM));
    await inForce.settled();
    expect(inForce.set).toEqual({ ...IMPORTED, version: 2 });
    await regions.replace(STREETS, 'system:test', NOW);
    inForce.take(await newestOf(REGIONS_STREAM));
    await inForce.settled();
    expect((await open()).set).toEqual({ ...IMPORTED, version: 2 });
    expect(replacements).toBe(1);
  });

  it('is made anew once by several servers that hear it together', async () => {
    const servers = await Promise.all([open(), open(), open()]);
    await regions.replace(STREETS, 'system:test', NOW);
    const heard = await newestOf(REGIONS_STREAM);
    for (const server of servers) server.take(heard);
    await Promise.all(servers.map((server) => server.settled()));
    expect(servers.map(({ set }) => set.version)).toEqual([2, 2, 2]);
    expect(await log.readStream(ORGANISATION_STREAM)).toHaveLength(2);
  });

  it('does not look again for what it has, and keeps what it has when the store fails', async () => {
    const inForce = await open();
    inForce.take(await log.read(0, 100));
    await inForce.settled();
    expect(replacements).toBe(0);
    await store.database.execute('ALTER TABLE organisations RENAME TO gone');
    await expect(inForce.reload()).rejects.toThrow();
    expect(inForce.set.version).toBe(1);
    await store.database.execute('ALTER TABLE gone RENAME TO organisations');
    await inForce.reload();
    await inForce.stop();
  });

  it('is not of earlier regions than it was made for', async () => {
    const older = await regions.load();
    await regions.replace(STREETS, 'system:test', NOW);
    await open();
    if (!older) throw new Error('there are regions');
    expect(await ensureOrganisation(organisations, older, NOW)).toMatchObject({ regionsVersion: 2, version: 1 });
  });
});
