import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { instant, streamId, type LogEvent } from '@citybrain/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, recordTicket } from '../../../packages/domain/src/test-kit/commands.ts';
import { REGIONS } from '../../../packages/domain/src/test-kit/organisation-fixture.ts';
import { temporaryDirectory } from '../../../tests/support/temporary-directory.ts';
import { Accounts } from '../access/accounts.ts';
import { DutyLock } from '../log/duty-lock.ts';
import { requireDuty } from '../log/duty-guard.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { Quarantine } from '../log/quarantine.ts';
import { MIGRATIONS_DIRECTORY, readMigrations } from '../log/store/migrate.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { decideAppend } from '../log/test-kit/decide-append.ts';
import { CityPicture } from '../views/city-picture.ts';
import { makeBackup, type MadeBackup } from './make-backup.ts';
import { restoreBackup, type RestoredBackup } from './restore-backup.ts';
import { TABLE_PLANS } from './table-plan.ts';
import { fillStore, sendTicket, type FilledStore } from './test-kit/fill-store.ts';
import { countsOf, FOLDED_TABLES, rowsOf } from './test-kit/store-rows.ts';

const NOW = new Date('2026-11-27T10:00:00Z');
const ALL = Number.MAX_SAFE_INTEGER;

const backUp = (store: TestStore, path: string): Promise<MadeBackup> =>
  makeBackup(path, { database: store.database, program: '0.1.0', zone: 'Asia/Shanghai', now: NOW, isReplacing: true });
const restore = async (path: string, store: TestStore): Promise<RestoredBackup> =>
  restoreBackup(path, { database: store.database, migrations: await readMigrations(MIGRATIONS_DIRECTORY) });

async function withEmptyStore(work: (store: TestStore) => Promise<void>): Promise<void> {
  const store = await openTestStore({ migrationsDirectory: null });
  await work(store).finally(() => store.close());
}

function foldPicture(events: readonly LogEvent[]): object {
  const asOf = instant(NOW.getTime());
  const placeIndex = ({ regionId }: { regionId: string | null }): number =>
    regionId === null ? -1 : REGIONS.indexOf(regionId as never);
  const picture = new CityPicture({ tree: REGIONS, placeIndex, zone: 'Asia/Shanghai', asOf });
  picture.apply(events);
  return REGIONS.regions.map((_, region) => ({
    measures: picture.measures(region),
    tickets: [...picture.openTickets(region)],
    stations: [...picture.stations(region)],
    incidents: [...picture.incidents(region)],
  }));
}

describe('a backup of a store', () => {
  let source: TestStore;
  let filled: FilledStore;
  beforeAll(async () => {
    source = await openTestStore();
    filled = await fillStore(source.database);
  });
  afterAll(() => source.close());

  it('[B3] takes a decision about every table that the migrations make', async () => {
    const tables = await source.database.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    expect(TABLE_PLANS.map(({ table }) => table).sort()).toEqual(tables.map(({ name }) => name));
  });

  it('[B1, B10] brings back every row, with query tables and a picture made from the log', async () => {
    const path = join(temporaryDirectory(), 'city.zst');
    const made = await backUp(source, path);
    await withEmptyStore(async (target) => {
      const restored = await restore(path, target);
      const [before, after] = [await rowsOf(source.database), await rowsOf(target.database)];
      for (const [table, rows] of Object.entries(before)) expect(rows.length, table).toBeGreaterThan(0);
      expect(after).toEqual(before);
      const [log, restoredLog] = [new PostgresEventLog(source.database), new PostgresEventLog(target.database)];
      const events = await restoredLog.read(0, ALL);
      expect(events).toEqual(await log.read(0, ALL));
      expect(foldPicture(events)).toEqual(foldPicture(await log.read(0, ALL)));
      expect(made.header).toMatchObject({ head: events.length, zone: 'Asia/Shanghai', program: '0.1.0' });
      expect(restored).toMatchObject({ header: made.header, file: made.file, streams: 44 });
      expect(restored.tables).toEqual(made.tables);
    });
  });

  it('[B10] holds no query tables', async () => {
    const made = await backUp(source, join(temporaryDirectory(), 'city.zst'));
    expect([...made.tables.keys()].filter((table) => FOLDED_TABLES.includes(table))).toEqual([]);
  });

  it('[B1] can be written to after the restore as if nothing had happened', async () => {
    const path = join(temporaryDirectory(), 'city.zst');
    await backUp(source, path);
    await withEmptyStore(async (target) => {
      await restore(path, target);
      const log = new PostgresEventLog(target.database);
      const head = await log.head();
      const stream = streamId('ticket', '8');
      const known = await log.load([stream]);
      const command = recordTicket({ sourceId: '8', updatedAt: at(500), facts: { title: 'later' } });
      const [event] = await log.append([decideAppend(stream, known.get(stream), command, at(600))], at(600));
      expect(event).toMatchObject({ sequence: head + 1, version: known.get(stream)!.version + 1 });
      const refused = { feed: 'f', raw: Buffer.from('c'), code: 'c', message: 'm', path: null, itemId: null, home: null };
      const [last] = await target.database.query<{ id: number }>('SELECT max(id) AS id FROM quarantine');
      expect(await new Quarantine(target.database).put([refused], instant(0))).toEqual([last!.id + 1]);
    });
  }); // prettier-ignore

  it('[B12] keeps passwords and tokens, the revoked as revoked, and no session and no link', async () => {
    const path = join(temporaryDirectory(), 'city.zst');
    await backUp(source, path);
    await withEmptyStore(async (target) => {
      await restore(path, target);
      const parts = { database: target.database, now: () => instant(Date.now()), randomBytes: Buffer.alloc };
      const accounts = new Accounts(parts);
      expect(await filled.accounts.verify(filled.sessionSecret)).not.toBeNull();
      expect(await accounts.verify(filled.sessionSecret)).toBeNull();
      expect(await accounts.verify(filled.tokenSecret)).toMatchObject({ role: 'feed', feed: 'hotline' });
      expect(await accounts.verify(filled.revokedSecret)).toBeNull();
      expect(await accounts.ensureAdministrator()).toBeNull();
      expect(await countsOf(target.database)).toMatchObject({ access_users: 2, access_sessions: 0, access_links: 0 });
    });
  });

  it('[B13] gives a duty a higher epoch than any holder had before, also one who took it after the backup', async () => {
    const path = join(temporaryDirectory(), 'city.zst');
    await backUp(source, path);
    await withEmptyStore(async (target) => {
      await restore(path, target);
      const ignore = (): void => undefined;
      const options = { database: target.database, name: 'timer', holder: 'a server', everyMs: 10 };
      const lock = new DutyLock({ ...options, onTaken: ignore, onLost: ignore, onError: ignore });
      lock.start();
      await expect.poll(() => lock.guard?.epoch ?? 0).toBeGreaterThan(1_700_000_000);
      for (const epoch of [1, 2, 3]) {
        const late = target.database.transaction(requireDuty({ name: 'timer', epoch }));
        await expect(late).rejects.toMatchObject({ code: 'DUTY-101' });
      }
      lock.stop();
    });
  });

  it('[B2] taken while others write holds events 1 to its head and what they made, and holds nobody up', async () => {
    const path = join(temporaryDirectory(), 'city.zst');
    const writers = { isOn: true, sent: 0, slowestMs: 0 };
    const writing = (async () => {
      while (writers.isOn) {
        const began = performance.now();
        await sendTicket(filled.bus, `beside-${writers.sent}`);
        writers.slowestMs = Math.max(writers.slowestMs, performance.now() - began);
        writers.sent += 1;
      }
    })();
    await expect.poll(() => writers.sent).toBeGreaterThan(5);
    const sentBefore = writers.sent;
    const options = { database: source.database, program: '0.1.0', zone: 'Asia/Shanghai', now: NOW, isReplacing: true };
    let hasWaited = false;
    const onRows = (table: string): void => {
      if (table === 'events' || hasWaited) return;
      // The tables are read one after the other: meanwhile the log goes on.
      hasWaited = true;
      const until = performance.now() + 50;
      while (performance.now() < until);
    };
    const made = await makeBackup(path, { ...options, onRows });
    await sleep(0);
    const sentMeanwhile = writers.sent - sentBefore;
    writers.isOn = false;
    await writing;
    expect(sentMeanwhile).toBeGreaterThan(0);
    expect(writers.slowestMs).toBeLessThan(5_000);
    await withEmptyStore(async (target) => {
      await restore(path, target);
      const { head } = made.header;
      const whole = await new PostgresEventLog(source.database).read(0, ALL);
      expect(whole.length).toBeGreaterThan(head);
      expect(await new PostgresEventLog(target.database).read(0, ALL)).toEqual(whole.slice(0, head));
      const tickets = new Set(whole.slice(0, head).flatMap(({ stream }) => (stream.startsWith('ticket-') ? [stream] : [])));
      expect((await countsOf(target.database))['tickets']).toBe(tickets.size);
    });
  }); // prettier-ignore

  it('[B6] is no file before it is complete', async () => {
    const path = join(temporaryDirectory(), 'city.zst');
    const seen: boolean[] = [];
    const options = { database: source.database, program: '0.1.0', zone: 'Asia/Shanghai', now: NOW, isReplacing: false };
    const there = (): Promise<boolean> => stat(path).then(() => true, () => false);
    await makeBackup(path, { ...options, onRows: () => void there().then((is) => seen.push(is)) });
    expect(await there()).toBe(true);
    expect(seen[0]).toBe(false);
  }); // prettier-ignore
});
