import { Client } from 'pg';
import { expect, it } from 'vitest';
import { describeWithPostgres } from '../support/given-postgres.ts';

describeWithPostgres('the PostgreSQL of the distribution', (url) => {
  async function answerTo(sql: string): Promise<unknown> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ answer: unknown }>(sql);
      return rows.at(-1)?.answer;
    } finally {
      await client.end();
    }
  }

  it('is a version that the store supports', async () => {
    expect(Number(await answerTo("SELECT current_setting('server_version_num') AS answer"))).toBeGreaterThanOrEqual(
      150_000,
    );
  });

  it('syncs what it has acknowledged to disk', async () => {
    expect(await answerTo("SELECT current_setting('fsync') AS answer")).toBe('on');
    expect(await answerTo("SELECT current_setting('synchronous_commit') AS answer")).toBe('on');
  });

  it('finds trigrams in Chinese text', async () => {
    await answerTo('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    expect(await answerTo("SELECT show_trgm('道路破损') AS answer")).not.toEqual([]);
  });
});
