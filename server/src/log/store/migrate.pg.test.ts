import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { PostgresDatabase } from './postgres-database.ts';
import { openTestStore, type TestStore } from './test-store.ts';

describe('migrating', () => {
  let store: TestStore;
  let directory: string;

  beforeEach(async () => {
    store = await openTestStore({ migrationsDirectory: null });
    directory = await mkdtemp(join(tmpdir(), 'citybrain-migrations-'));
    await write('0001-things.sql', 'CREATE TABLE things (id int);\nINSERT INTO things VALUES (1);\n');
    await write('0002-more-things.sql', 'INSERT INTO things VALUES (2);\n');
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });

  const write = (name: string, sql: string): Promise<void> => writeFile(join(directory, name), sql);
  const things = (): Promise<object[]> => store.database.query('SELECT id FROM things ORDER BY id');

  it('applies each file once, in order, and records it', async () => {
    expect(await migrate(store.database, directory)).toEqual(['0001-things', '0002-more-things']);
    expect(await migrate(store.database, directory)).toEqual([]);
    expect(await things()).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await store.database.query('SELECT number, name, sha256 FROM migrations WHERE number = 2')).toEqual([
      { number: 2, name: '0002-more-things', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it('does not mind the line ends of another system', async () => {
    await migrate(store.database, directory);
    await write('0001-things.sql', 'CREATE TABLE things (id int);\r\nINSERT INTO things VALUES (1);\r\n');
    expect(await migrate(store.database, directory)).toEqual([]);
  });

  it('lets one of several servers that start at once work and the others wait', async () => {
    await write('0003-slow.sql', 'SELECT pg_sleep(0.2);\nINSERT INTO things VALUES (3);\n');
    const servers = Array.from({ length: 4 }, () => new PostgresDatabase({ connectionString: store.databaseUrl }));
    const applied = await Promise.all(servers.map((server) => migrate(server, directory)));
    await Promise.all(servers.map((server) => server.close()));
    expect(applied.map((names) => names.length).sort()).toEqual([0, 0, 0, 3]);
    expect(await things()).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it('undoes a file that fails, keeps those before it and goes on once it is mended', async () => {
    await write('0003-broken.sql', 'INSERT INTO things VALUES (3);\nSELECT 1 / 0;\n');
    const failing = migrate(store.database, directory);
    await expect(failing).rejects.toMatchObject({ code: 'STORE-110' });
    await expect(failing).rejects.toThrow('0003-broken failed: division by zero');
    expect(await things()).toEqual([{ id: 1 }, { id: 2 }]);
    await write('0003-broken.sql', 'INSERT INTO things VALUES (3);\n');
    expect(await migrate(store.database, directory)).toEqual(['0003-broken']);
  });

  it('refuses a changed file and a database from the future', async () => {
    await migrate(store.database, directory);
    await write('0002-more-things.sql', 'INSERT INTO things VALUES (22);\n');
    await expect(migrate(store.database, directory)).rejects.toMatchObject({ code: 'STORE-109' });
    await rm(join(directory, '0002-more-things.sql'));
    await expect(migrate(store.database, directory)).rejects.toMatchObject({ code: 'STORE-106' });
  });
});
