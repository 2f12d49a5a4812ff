import { streamId } from '@citybrain/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, recordTicket } from '../../../packages/domain/src/test-kit/commands.ts';
import { eventLogContract } from './event-log.contract.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { CLUSTER_SETTINGS } from './store/cluster-settings.ts';
import { PostgresDatabase } from './store/postgres-database.ts';
import { openTestStore, type TestStore } from './store/test-store.ts';
import { decideAppend } from './test-kit/decide-append.ts';

eventLogContract('the log in PostgreSQL', async () => {
  const store = await openTestStore();
  const others: PostgresDatabase[] = [];
  return {
    log: new PostgresEventLog(store.database),
    another: () => {
      const database = new PostgresDatabase({ connectionString: store.databaseUrl, max: 2 });
      others.push(database);
      return new PostgresEventLog(database);
    },
    async close() {
      await Promise.all(others.map((database) => database.close()));
      await store.close();
    },
  };
});

describe('the log in PostgreSQL', () => {
  const NOW = at(600);
  let store: TestStore;
  let log: PostgresEventLog;
  beforeAll(async () => {
    store = await openTestStore();
    log = new PostgresEventLog(store.database);
    await log.append([decideAppend(streamId('ticket', 'a'), undefined, recordTicket(), NOW)], NOW);
  });
  afterAll(() => store.close());

  it.each(['UPDATE events SET caused_by = $$nobody$$', 'DELETE FROM events', 'TRUNCATE events'])(
    '[L7] forbids %s',
    async (statement) => {
      await expect(store.database.execute(statement)).rejects.toThrow('append-only');
      expect(await log.read(0, 10)).toHaveLength(1);
    },
  );

  it('[L4] undoes events, query tables and what goes alongside together', async () => {
    const append = decideAppend(streamId('ticket', 'b'), undefined, recordTicket({ sourceId: 'b' }), NOW);
    await store.database.execute('CREATE TABLE beside (id int)');
    const failing = log.append([append], NOW, async (transaction) => {
      await transaction.execute('INSERT INTO beside VALUES (1)');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const count = async (table: string): Promise<unknown> =>
      (await store.database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n;
    expect([await log.head(), await count('tickets'), await count('beside')]).toEqual([1, 1, 0]);

    await log.append([append], NOW, (transaction) =>
      transaction.execute('INSERT INTO beside VALUES (1)').then(() => undefined),
    );
    expect([await log.head(), await count('tickets'), await count('beside')]).toEqual([2, 2, 1]);
  });

  it('[L8] refuses what PostgreSQL can not hold with the code of its class', async () => {
    for (const title of ['a\u0000b', 'a\ud800b']) {
      const append = decideAppend(streamId('ticket', 'c'), undefined, recordTicket({ facts: { title } }), NOW);
      await expect(log.append([append], NOW)).rejects.toMatchObject({ code: expect.stringMatching(/^22/) });
    }
  });

  it('[L9] is synced to disk when it answers', () => {
    expect(CLUSTER_SETTINGS).toMatchObject({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
  });

  it('[L12] says when the connection that listens is lost', async () => {
    let isLost = false;
    const stop = await log.listen(
      () => undefined,
      () => {
        isLost = true;
      },
    );
    await store.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`,
    );
    await expect.poll(() => isLost).toBe(true);
    await stop();
  });
});
