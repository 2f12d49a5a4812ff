import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkServer } from './check-server.ts';
import { openTestStore, type TestStore } from './test-store.ts';

describe('the PostgreSQL database', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await openTestStore({ migrationsDirectory: null });
    await store.database.execute('CREATE TABLE things (id int PRIMARY KEY, name text)');
  });
  afterAll(() => store.close());

  it('reads int8 and timestamptz as numbers, json parsed and dates as text', async () => {
    const [row] = await store.database.query(`SELECT 9007199254740991 AS big, '1.5'::float8 AS float,
      '2026-06-25 08:00:00.123456+08'::timestamptz AS instant, ARRAY['1970-01-01 00:00:01Z'::timestamptz, NULL] AS instants,
      ARRAY[1, NULL]::bigint[] AS bigs, '{"a":[1]}'::jsonb AS json, '2026-06-25'::date AS day`);
    expect(row).toEqual({
      big: 9007199254740991,
      float: 1.5,
      instant: Date.parse('2026-06-25T08:00:00.123+08:00'),
      instants: [1000, null],
      bigs: [1, null],
      json: { a: [1] },
      day: '2026-06-25',
    });
  });

  it('refuses an integer that a number can not hold', async () => {
    await expect(store.database.query('SELECT 9007199254740993 AS big')).rejects.toThrow(RangeError);
  });

  it('counts the rows that a statement touched', async () => {
    expect(await store.database.execute('INSERT INTO things VALUES ($1, $2), (12, NULL)', [11, '工单'])).toBe(2);
  });

  it('undoes a transaction whose work throws, and goes on', async () => {
    const work = store.database.transaction(async (transaction) => {
      await transaction.execute('INSERT INTO things VALUES (1)');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await store.database.query('SELECT * FROM things WHERE id = 1')).toEqual([]);
  });

  it('does not pass off a transaction as committed when a failed statement was overlooked', async () => {
    const work = store.database.transaction(async (transaction) => {
      await transaction.execute('INSERT INTO things VALUES (2)');
      await transaction.execute('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await store.database.query('SELECT * FROM things WHERE id = 2')).toEqual([]);
  });

  it('shows an error of PostgreSQL with its own code', async () => {
    await store.database.execute('INSERT INTO things VALUES (3)');
    await expect(store.database.execute('INSERT INTO things VALUES (3)')).rejects.toMatchObject({ code: '23505' });
  });

  it('turns a lost connection into a fault that may be tried again, and replaces it', async () => {
    const isLost = store.database.transaction((transaction) =>
      transaction.query('SELECT pg_terminate_backend(pg_backend_pid())'),
    );
    await expect(isLost).rejects.toMatchObject({ code: 'STORE-104', canRetry: true });
    expect(await store.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('survives the loss of a dedicated connection', async () => {
    const client = await store.database.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise((resolve) => client.once('end', resolve));
    await store.database.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await ended;
    client.release();
    expect(await store.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('names what is wrong with a database that does not exist as nothing to try again', async () => {
    const { PostgresDatabase } = await import('./postgres-database.ts');
    const elsewhere = new PostgresDatabase({
      connectionString: store.databaseUrl.replace(/citybrain_test_\w+/, 'absent'),
    });
    await expect(elsewhere.query('SELECT 1')).rejects.toMatchObject({ code: 'STORE-104', canRetry: false });
    await elsewhere.close();
  });

  it('takes a server whose trigrams know Chinese, and leaves no extension behind', async () => {
    expect(await checkServer(store.database)).toMatchObject({ version: expect.stringMatching(/^1[5-9]|^2/) });
    expect(await store.database.query("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")).toEqual([]);
  });
});

describe('the check of a server', () => {
  it('refuses a database whose ctype is C, where Chinese has no trigrams', async () => {
    const { database, databaseUrl, close } = await openTestStore({ migrationsDirectory: null });
    const { PostgresDatabase } = await import('./postgres-database.ts');
    const name = `${new URL(databaseUrl).pathname.slice(1)}_c`;
    await database.execute(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`);
    const closed = new PostgresDatabase({ connectionString: databaseUrl.replace(/citybrain_test_\w+/, name) });
    try {
      await expect(checkServer(closed)).rejects.toMatchObject({ code: 'STORE-105' });
    } finally {
      await closed.close();
      await database.execute(`DROP DATABASE ${name}`);
      await close();
    }
  });
});
