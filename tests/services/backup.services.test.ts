import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { readBackupFile } from '../../server/src/backup/read-backup-file.ts';
import { describeWithPostgres } from '../support/given-postgres.ts';
import { ServerProcess } from '../support/server-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** The events that a backup holds, a line each. */
async function eventsIn(path: string): Promise<string[]> {
  const pieces: Buffer[] = [];
  let table = '';
  for await (const part of readBackupFile(path)) {
    if (part.kind === 'table') table = part.head.table;
    if (part.kind === 'rows' && table === 'events') pieces.push(Buffer.from(part.bytes));
  }
  return Buffer.concat(pieces).toString('utf8').split('\n').slice(0, -1);
}

/** Six starts of a server or a database. */
const TIMEOUT_MS = 300_000;

describeWithPostgres('a backup between the kinds of store', (url) => {
  async function administer(sql: string): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }

  it('[B15, B2] goes from a running embedded store into a given one of an earlier PostgreSQL, and back', { timeout: TIMEOUT_MS }, async () => {
    const files = temporaryDirectory();
    const [first, second] = [join(files, 'first.zst'), join(files, 'second.zst')];
    const embedded = await ServerProcess.on(temporaryDirectory());
    await embedded.start();
    try {
      const created = await embedded.command('token', 'create', '--kind', 'feed', '--name', 'hotline', '--feed', 'hotline');
      const token = /\bcb\w_\S+/.exec(created)?.[0] ?? '';
      const sent = await fetch(`${embedded.url}/api/v1/feeds/hotline/items`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify([{ kind: 'ticket', id: 'A-1', title: '楼道堆物', reportedAt: new Date().toISOString() }]),
      });
      expect(await sent.json()).toMatchObject({ accepted: 1 });
      expect(await embedded.command('backup', first)).toMatch(/^users and tokens: +1 and 1$/m);
      // It goes on as if nothing had been.
      expect((await fetch(`${embedded.url}/readyz`)).status).toBe(200);
    } finally {
      await embedded.stop();
    }

    const database = `citybrain_test_${randomUUID().replaceAll('-', '')}`;
    await administer(`CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`);
    const given = await ServerProcess.on(temporaryDirectory(), { databaseUrl: new URL(`/${database}`, url).href });
    try {
      expect(await given.command('restore', first)).toContain('1 tickets, stations and incidents made from the log');
      await given.start();
      expect(await given.command('backup', second)).toMatch(/^SHA-256: +[0-9a-f]{64}$/m);
    } finally {
      await given.stop();
      await administer(`DROP DATABASE ${database} WITH (FORCE)`);
    }
    const before = await eventsIn(first);
    expect(before.length).toBeGreaterThan(2);
    expect((await eventsIn(second)).slice(0, before.length)).toEqual(before);

    const again = await ServerProcess.on(temporaryDirectory());
    try {
      await again.command('restore', second);
      await again.start();
      expect(await again.command('user', 'list')).toContain('admin');
    } finally {
      await again.stop();
    }
  });
}); // prettier-ignore
