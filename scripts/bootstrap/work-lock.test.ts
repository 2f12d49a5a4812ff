import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withWorkLock } from './work-lock.mjs';
import { CACHE_DIRECTORY } from './workspace.mjs';

/** A process that holds the lock `name` for a moment and says when it begins and ends. */
const holding = (name: string): string => `
  import { withWorkLock } from ${JSON.stringify(join(import.meta.dirname, 'work-lock.mjs'))};
  await withWorkLock(${JSON.stringify(name)}, async () => {
    console.log('begin');
    await new Promise((resolve) => setTimeout(resolve, 100));
    console.log('end');
  });
`;

const uniqueName = (): string => `test-${process.pid}-${performance.now()}`;

function abandonLock(name: string, holder: string, content = ''): void {
  const lock = join(CACHE_DIRECTORY, `${name}.lock`);
  mkdirSync(lock, { recursive: true });
  writeFileSync(join(lock, holder), content);
  onTestFinished(() => rmSync(lock, { recursive: true, force: true }));
}

describe('withWorkLock', () => {
  it('lets one process at a time work', async () => {
    const name = uniqueName();
    let output = '';
    const closed = Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', holding(name)]);
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      return once(child, 'close');
    });
    await Promise.all(closed);
    expect(output).toBe('begin\nend\n'.repeat(4));
  });

  it('takes over from a holder that is dead', async () => {
    const name = uniqueName();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    abandonLock(name, `${hostname()}~${pid}~1`);
    expect(await withWorkLock(name, () => Promise.resolve('done'))).toBe('done');
  });

  it('waits for the process group that a dead holder has left behind', async () => {
    const name = uniqueName();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const orphan = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 500)'], { detached: true });
    const order: string[] = [];
    orphan.on('exit', () => order.push('orphan ended'));
    abandonLock(name, `${hostname()}~${pid}~1`, String(orphan.pid));
    await withWorkLock(name, async () => void order.push('work began'));
    expect(order).toEqual(['orphan ended', 'work began']);
  });

  it('is free again after work that failed', async () => {
    const name = uniqueName();
    await expect(withWorkLock(name, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withWorkLock(name, () => Promise.resolve(1))).toBe(1);
  });
});
