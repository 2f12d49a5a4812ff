import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./two-servers.ts', import.meta.url));

it('[L10, L12, L17, S1, S3] two servers on one PostgreSQL show the same at every entry of the log, and lose and double nothing when one is killed under load', async () => {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  const output = Buffer.concat(chunks).toString('utf8');
  process.stderr.write(output);
  expect(code, output).toBe(0);
  expect(output).toMatch(/^entriesDifferent\s+0$/m);
});
