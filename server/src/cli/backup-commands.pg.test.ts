import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { temporaryDirectory } from '../../../tests/support/temporary-directory.ts';
import { fillStore } from '../backup/test-kit/fill-store.ts';
import { openStore } from '../log/store/open-store.ts';
import { runCli } from './run-cli.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs a command on the store of a data directory. */
async function run(dataDirectory: string, ...args: string[]): Promise<Ran> {
  vi.stubEnv('DATABASE_URL', '').stubEnv('CITYBRAIN_DATA', dataDirectory);
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const said = (spy: typeof out): string => spy.mock.calls.map(([text]) => String(text)).join('');
  try {
    const code = await runCli(['node', 'citybrain', ...args]);
    return { code, out: said(out), errors: said(errors) };
  } finally {
    for (const spy of [out, errors]) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}

it('[B2, B15] backs up the embedded store of a running server, and restores it into another one', async () => {
  const [running, empty, files] = [temporaryDirectory(), temporaryDirectory(), temporaryDirectory()];
  const file = join(files, 'city.zst');
  const server = await openStore({ dataDirectory: running });
  try {
    await fillStore(server.database);
    const made = await run(running, 'backup', file);
    expect(made).toMatchObject({ code: 0, errors: '' });
    expect(made.out).toMatch(/^attachments: +2$/m);
    expect(made.out).toMatch(/^users and tokens: +2 and 2$/m);

    expect(await run(running, 'backup', file)).toMatchObject({ code: 1, errors: expect.stringContaining('BACKUP-101') });
    expect((await run(running, 'backup', file, '--force')).code).toBe(0);
    expect(await readdir(files)).toEqual(['city.zst']);
    const refused = await run(running, 'restore', file);
    expect(refused).toMatchObject({ code: 1, out: '', errors: expect.stringContaining('2 rows in access_users') });
  } finally {
    await server.close();
  }

  const restored = await run(empty, 'restore', file);
  expect(restored.code).toBe(0);
  expect(restored.out).toContain('restored, with 44 tickets, stations and incidents made from the log');
  expect((await run(empty, 'restore', '--check', file)).out).toContain('the file is whole and undamaged');

  await writeFile(file, (await readFile(file)).subarray(0, -1));
  expect(await run(empty, 'restore', '--check', file)).toMatchObject({ code: 1, errors: expect.stringContaining('BACKUP-102') });
  expect(await run(temporaryDirectory(), 'backup', join(files, 'none.zst'))).toMatchObject({ code: 1, errors: expect.stringContaining('BACKUP-106') });
}); // prettier-ignore
