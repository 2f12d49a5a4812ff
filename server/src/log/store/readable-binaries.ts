import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../observe/fault.ts';
import { findClosedAncestor } from './closed-ancestor.ts';
import { programPath, type EmbeddedBinaries } from './embedded-binaries.ts';
import type { SystemUser } from './system-user.ts';

/** The system's cache first; a machine with a read-only root has at least a place for temporary files. */
const CACHES = ['/var/cache/citybrain', join(tmpdir(), 'citybrain-cache')];

/**
 * Binaries that `user` can run: those given, or a copy in a readable place when
 * one of their directories is closed to that user (a clone in root's home).
 */
export async function readableBinaries(
  binaries: EmbeddedBinaries,
  user: SystemUser,
  onProgress: (line: string) => void,
  caches: readonly string[] = CACHES,
): Promise<EmbeddedBinaries> {
  const closed = await findClosedAncestor(programPath(binaries, 'postgres'), user);
  if (!closed) return binaries;
  const failures: string[] = [];
  for (const cache of caches) {
    try {
      const root = join(cache, `postgres-${binaries.version}`);
      if (await copyOnce(binaries.root, cache, root))
        onProgress(`${closed} is closed to the database's user: PostgreSQL runs from ${root}`);
      return { ...binaries, root };
    } catch (error) {
      failures.push(String(error));
    }
  }
  throw new Fault(
    'STORE-111',
    `${closed} is closed to the database's user, and no copy could be made: ${failures.join('; ')}`,
  );
}

/** Copies under another name first, so that `root` is complete whenever it exists. Returns whether it copied. */
async function copyOnce(from: string, cache: string, root: string): Promise<boolean> {
  await mkdir(cache, { recursive: true });
  await requireOwn(cache);
  await chmod(cache, 0o755);
  if (await exists(root)) {
    await requireOwn(root);
    return false;
  }
  const unfinished = await mkdtemp(`${root}.`);
  try {
    await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
    await openForAll(unfinished);
    await rename(unfinished, root);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another start was faster.
    if (!(await exists(root))) throw error;
    await requireOwn(root);
  }
  return true;
}

/** In a directory for temporary files anyone may have planted programs under our name. */
async function requireOwn(directory: string): Promise<void> {
  const found = await lstat(directory);
  const isOwn = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  if (!isOwn) throw new Error(`${directory} belongs to someone else`);
}

const exists = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function openForAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openForAll(path);
    else if (entry.isFile())
      await chmod(path, ((await lstat(path)).mode & 0o777) | 0o444 | (entry.parentPath.endsWith('/bin') ? 0o111 : 0));
  }
}
