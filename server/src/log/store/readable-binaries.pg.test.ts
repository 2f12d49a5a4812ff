import { cp, lstat, mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateBinaries, programPath } from './embedded-binaries.ts';
import { readableBinaries } from './readable-binaries.ts';
import { runProgram } from './run-program.ts';
import { ensureSystemUser } from './system-user.ts';

describe.runIf(process.getuid?.() === 0)('binaries below a closed directory', () => {
  let closed: string;
  let cache: string;
  beforeEach(async () => {
    // mkdtemp closes what it makes; as root's home often is.
    closed = await mkdtemp(join(tmpdir(), 'citybrain-closed-'));
    cache = await mkdtemp(join(tmpdir(), 'citybrain-cache-'));
  });
  afterEach(() => Promise.all([closed, cache].map((directory) => rm(directory, { recursive: true }))));

  it('are copied once, links included, for a user that can then run them', async () => {
    const found = await locateBinaries();
    const given = { ...found, root: join(closed, 'native') };
    await cp(found.root, given.root, { recursive: true, verbatimSymlinks: true });
    const user = await ensureSystemUser();
    const lines: string[] = [];
    const starts = Array.from({ length: 2 }, () => readableBinaries(given, user, (line) => lines.push(line), [cache]));
    const [binaries] = await Promise.all(starts);
    expect(binaries!.root).toBe(join(cache, `postgres-${found.version}`));
    expect(lines[0]).toContain(`${closed} is closed`);
    expect(await runProgram(programPath(binaries!, 'postgres'), ['--version'], { user })).toMatchObject({ status: 0 });
    const links = await linksIn(join(found.root, 'lib'));
    expect(await linksIn(join(binaries!.root, 'lib'))).toEqual(links);
    expect(await readdir(cache)).toHaveLength(1);
    lines.length = 0;
    await readableBinaries(given, user, (line) => lines.push(line), [cache]);
    expect(lines).toEqual([]);
  });
});

async function linksIn(directory: string): Promise<Record<string, string>> {
  const links: Record<string, string> = {};
  for (const name of (await readdir(directory)).sort()) {
    const path = join(directory, name);
    if ((await lstat(path)).isSymbolicLink()) links[name] = await readlink(path);
  }
  return links;
}
