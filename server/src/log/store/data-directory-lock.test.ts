import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDataDirectory, readRunningServer } from './data-directory-lock.ts';

const NOW = new Date('2026-06-25T00:00:00Z');
/** Takes the lock, says how that went, and holds it until its input ends. */
const HOLDER = `
  import { lockDataDirectory } from '${new URL('./data-directory-lock.ts', import.meta.url).href}';
  try {
    lockDataDirectory(process.argv[1], new Date());
    console.log('held');
    process.stdin.resume();
  } catch (error) {
    console.log(error.code + ' ' + error.message);
  }`;

let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'citybrain-lock-')), 'data');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

async function startHolder() {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', HOLDER, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString() };
}

it('refuses a second taker and names the first', () => {
  const lock = lockDataDirectory(directory, NOW);
  lock.tell({ url: 'http://127.0.0.1:3000' });
  expect(() => lockDataDirectory(directory, NOW)).toThrow(
    new RegExp(`${directory} is in use by the server with process id ${process.pid} .* at http://127.0.0.1:3000`),
  );
  lock.release();
  lockDataDirectory(directory, NOW).release();
});

it('ends with its process, however that ends, and is then there for the next', async () => {
  const { child, said } = await startHolder();
  expect(said).toBe('held\n');
  expect(() => lockDataDirectory(directory, NOW)).toThrow(`process id ${child.pid!} `);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(readRunningServer(directory)?.pid).toBe(child.pid);
  lockDataDirectory(directory, NOW).release();
});

it('goes to exactly one of several that start at once, also after a kill', async () => {
  const { child } = await startHolder();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const holders = await Promise.all(Array.from({ length: 6 }, startHolder));
  const winners = holders.filter(({ said }) => said === 'held\n');
  expect(winners).toHaveLength(1);
  for (const { said } of holders) expect(said).toMatch(/^held$|^STORE-102 /m);
  for (const holder of holders) holder.child.kill('SIGKILL');
});

it('says so when the directory can not be made', () => {
  expect(() => lockDataDirectory('/dev/null/data', NOW)).toThrow('can not be written to');
});
