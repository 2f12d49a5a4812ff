import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DutyLock } from './duty-lock.ts';
import { openStore, openStoreForCommand } from './store/open-store.ts';

it('[L17] a duty is held again, by one, within 10 seconds of a crash of PostgreSQL', async () => {
  const root = await mkdtemp(join(tmpdir(), 'citybrain-duty-'));
  await chmod(root, 0o755);
  const options = { dataDirectory: join(root, 'data') };
  const store = await openStore(options);
  const other = await openStoreForCommand(options);
  const told: string[] = [];
  const locks = [store, other].map(
    ({ database }, index) =>
      new DutyLock({
        ...{ database, name: 'timer', holder: `server ${index}`, onError: () => undefined },
        onTaken: ({ epoch }) => told.push(`taken ${epoch}`),
        onLost: () => told.push('lost'),
      }),
  );
  try {
    for (const lock of locks) lock.start();
    await expect.poll(() => told, { timeout: 10_000 }).toEqual(['taken 1']);
    process.kill(store.postgresPid!, 'SIGKILL');
    await expect.poll(() => told, { timeout: 10_000 }).toEqual(['taken 1', 'lost', 'taken 2']);
    expect(locks.filter(({ guard }) => guard)).toHaveLength(1);
  } finally {
    for (const lock of locks) lock.stop();
    await other.close();
    await store.close();
    await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
});
