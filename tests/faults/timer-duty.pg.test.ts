import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('./timer-duty.ts', import.meta.url));

it('[D25] marks every deadline once and dated when it passed, though the server that works the timer is killed or stands still', async () => {
  // A machine that runs other tests beside this one may be late; the benchmark holds the second.
  const child = spawn(process.execPath, [PROGRAM, '--rounds', 'kill,freeze', '--on-time-ms', '4000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  const output = Buffer.concat(chunks).toString('utf8');
  process.stderr.write(output);
  expect(code, output).toBe(0);
  expect(output).toMatch(/^2 freeze missing\s+0$/m);
});
