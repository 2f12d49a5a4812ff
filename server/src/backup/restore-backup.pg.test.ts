import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../../tests/support/temporary-directory.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { migrate, MIGRATIONS_DIRECTORY, readMigrations } from '../log/store/migrate.ts';
import type { Migration } from '../log/store/plan-migrations.ts';
import { PostgresDatabase } from '../log/store/postgres-database.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { Fault } from '../observe/fault.ts';
import type { BackupHeader } from './backup-records.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { fillStore } from './test-kit/fill-store.ts';
import { countsOf, rowsOf } from './test-kit/store-rows.ts';
import { tamper, type Tampering } from './test-kit/tamper.ts';

const backUp = (store: TestStore, path: string): ReturnType<typeof makeBackup> =>
  makeBackup(path, {
    ...{ database: store.database, program: '0.1.0', zone: 'Asia/Shanghai' },
    ...{ now: new Date('2026-11-27T10:00:00Z'), isReplacing: false },
  });

describe('a restore', () => {
  let source: TestStore;
  let target: TestStore;
  let migrations: readonly Migration[];
  let content: Buffer | undefined;
  beforeAll(async () => {
    source = await openTestStore();
    await fillStore(source.database);
    migrations = await readMigrations(MIGRATIONS_DIRECTORY);
  });
  afterAll(() => source.close());
  beforeEach(async () => {
    target = await openTestStore({ migrationsDirectory: null });
  });
  afterEach(() => target.close());

  const restore = (path: string, known: readonly Migration[] = migrations): ReturnType<typeof restoreBackup> =>
    restoreBackup(path, { database: target.database, migrations: known });

  /** A copy of one and the same backup. */
  async function backUpSource(): Promise<string> {
    const path = join(temporaryDirectory(), 'city.zst');
    if (content) await writeFile(path, content);
    else await backUp(source, path);
    content ??= await readFile(path);
    return path;
  }

  it('[B7] takes an empty store, with tables or without, and no other; it says what is there', async () => {
    const path = await backUpSource();
    await migrate(target.database, MIGRATIONS_DIRECTORY);
    await restore(path);
    const before = await rowsOf(target.database);
    const again = restore(path);
    await expect(again).rejects.toMatchObject({ code: 'BACKUP-104' });
    await expect(again).rejects.toThrow(/5 rows in regions.*2 rows in evidence.*1 row in log_head/);
    expect(await rowsOf(target.database)).toEqual(before);
  });

  it('[B7] takes no store that a server is connected to', async () => {
    const path = await backUpSource();
    const server = new PostgresDatabase({ connectionString: target.databaseUrl });
    const ignore = (): void => undefined;
    const stop = await new PostgresEventLog(server).listen(ignore, ignore);
    await expect(restore(path)).rejects.toThrow('1 server is connected to it');
    await stop();
    await server.close();
    await expect.poll(() => restore(path).then(() => 'restored', String)).toBe('restored');
  });

  it('[B8] of a damaged file leaves the store as it was', async () => {
    const path = await backUpSource();
    const whole = await readFile(path);
    for (const at of [40, Math.floor(whole.length / 2), whole.length - 90, whole.length - 3]) {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] as number) ^ 0x10;
      await writeFile(path, copy);
      await expect(restore(path)).rejects.toMatchObject({ code: 'BACKUP-102' });
    }
    await writeFile(path, whole.subarray(0, whole.length - 1_000));
    await expect(restore(path)).rejects.toMatchObject({ code: 'BACKUP-102' });
    expect(new Set(Object.values(await countsOf(target.database)))).toEqual(new Set([null]));
    await writeFile(path, whole);
    await restore(path);
  });

  it.each<[string, RegExp, Tampering]>([
    ['an event is missing', /BACKUP-105.*events that are not 1 to/, { events: (rows) => rows.toSpliced(20, 1) }],
    ['the last event is missing', /BACKUP-105.*events that are not 1 to/, { events: (rows) => rows.slice(0, -1) }],
    [
      'a stream has a gap',
      /BACKUP-105.*streams whose versions are not 1, 2, 3 …: station-s/,
      { events: (rows) => rows.map((row) => row.replace('\tstation-s\t9\t', '\tstation-s\t900\t')) },
    ],
    ['an organisation is missing', /BACKUP-105.*organisations/, { organisations: (rows) => rows.slice(1) }],
    ['the regions are of another version', /BACKUP-105.*regions in force/, { region_origin: () => [] }],
    [
      'a photo is another one',
      /BACKUP-105.*evidence whose bytes/,
      { evidence: (rows) => rows.map((row) => row.replace('\\\\x0001020304', '\\\\x0001020305')) },
    ],
    [
      'a row does not fit its table',
      /BACKUP-105.*access_users does not take its rows.*\(COPY access_users, line \d+\)$/,
      { access_users: (rows) => rows.map((row) => row.replace('\tadministrator\t', '\tking\t')) },
    ],
    [
      'a stream does not begin as it should',
      /BACKUP-105.*can not be folded: StationReadingTaken before StationCameOnline/,
      { events: (rows) => rows.map((row) => row.replace('StationCameOnline', 'StationReadingTaken')) },
    ],
  ])('[B9, B8] leaves the store as it was when %s', async (_, problem, tampering) => {
    const path = join(temporaryDirectory(), 'city.zst');
    await tamper(await backUpSource(), path, tampering);
    const said = await restore(path).then(
      () => 'restored',
      (error: unknown) => (error instanceof Fault ? `${error.code} ${error.message}` : String(error)),
    );
    expect(said).toMatch(problem);
    expect(new Set(Object.values(await countsOf(target.database)))).toEqual(new Set([null]));
  });

  it('[B14] carries damaged evidence on, and names it', async () => {
    const broken = await openTestStore();
    try {
      await fillStore(broken.database);
      const [piece] = await broken.database.query<{ id: string }>(
        `UPDATE evidence SET bytes = set_byte(bytes, 3, 77) WHERE size = 256 RETURNING id`,
      );
      const path = join(temporaryDirectory(), 'city.zst');
      expect((await backUp(broken, path)).header.damagedEvidence).toEqual([piece!.id]);
      expect((await restore(path)).header.damagedEvidence).toEqual([piece!.id]);
      expect(await rowsOf(target.database, ['evidence'])).toEqual(await rowsOf(broken.database, ['evidence']));
    } finally {
      await broken.close();
    }
  });

  it('[B11] of an older schema loads into that schema, then migrates', async () => {
    const directory = join(temporaryDirectory(), 'migrations');
    await mkdir(directory);
    await cp(MIGRATIONS_DIRECTORY, directory, { recursive: true });
    await writeFile(
      join(directory, '9001-later.sql'),
      "ALTER TABLE quarantine ADD COLUMN said text; UPDATE quarantine SET said = upper(code);\nALTER TABLE regions ADD COLUMN later text NOT NULL DEFAULT 'x'",
    );
    await restore(await backUpSource(), await readMigrations(directory));
    expect(await target.database.query('SELECT DISTINCT said FROM quarantine')).toEqual([{ said: 'SCHEMA' }]);
    const [last] = await target.database.query('SELECT name FROM migrations ORDER BY number DESC LIMIT 1');
    expect(last).toEqual({ name: '9001-later' });
    const [before, after] = [source, target].map(({ database }) => rowsOf(database, ['events', 'tickets', 'stations']));
    expect(await after).toEqual(await before);
  });

  it('[B11] refuses a backup of a newer schema, and a store of a newer schema than the backup', async () => {
    const path = await backUpSource();
    await expect(restore(path, migrations.slice(0, -1))).rejects.toMatchObject({ code: 'BACKUP-103' });
    const older = join(temporaryDirectory(), 'older.zst');
    const drop = ({ schema, ...header }: BackupHeader): BackupHeader => ({ ...header, schema: schema.slice(0, -1) });
    await tamper(path, older, {}, drop);
    await migrate(target.database, MIGRATIONS_DIRECTORY);
    await expect(restore(older)).rejects.toMatchObject({ code: 'BACKUP-104' });
    expect(await countsOf(target.database)).toMatchObject({ events: 0, regions: 0, access_users: 0 });
  });
});

describe('a backup that can not be taken', () => {
  it('[B1] says that there is no store, and leaves a database that has none as it is', async () => {
    const empty = await openTestStore({ migrationsDirectory: null });
    const path = join(temporaryDirectory(), 'city.zst');
    await expect(backUp(empty, path)).rejects.toMatchObject({ code: 'BACKUP-106' });
    expect(new Set(Object.values(await countsOf(empty.database)))).toEqual(new Set([null]));
    await empty.close();
  });
});
