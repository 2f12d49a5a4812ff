import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./kill.ts', import.meta.url));

it('[L9] loses and doubles nothing acknowledged when server, PostgreSQL and both are killed under load', async () => {
  const child = spawn(process.execPath, [PROGRAM, '--rounds', '3', '--seed', '3'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  const output = Buffer.concat(chunks).toString('utf8');
  process.stderr.write(output);
  expect(code, output).toBe(0);
  expect(output).toMatch(/^lost\s+0$/m);
  expect(output).toMatch(/^acknowledged\s+[1-9]\d{3,}$/m);
});
