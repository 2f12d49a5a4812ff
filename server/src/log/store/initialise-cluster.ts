import { chmod, chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../observe/fault.ts';
import { majorVersion, programPath, type EmbeddedBinaries } from './embedded-binaries.ts';
import { SUPERUSER } from './postgres-process.ts';
import { runProgram } from './run-program.ts';
import type { SystemUser } from './system-user.ts';

/** Trigrams of Chinese need a ctype of UTF-8; not every system has the first. Sorting is by code point in both. */
const LOCALES: readonly (readonly string[])[] = [['--locale=C.UTF-8'], ['--locale=en_US.UTF-8', '--lc-collate=C']];

export interface InitialiseOptions {
  readonly binaries: EmbeddedBinaries;
  readonly clusterDirectory: string;
  readonly user: SystemUser | undefined;
  /** Off only where a crash may lose all: in tests. */
  readonly isSynced?: boolean;
}

/**
 * Makes a cluster where there is none, under another name first: a start that
 * was cut off leaves no half of one.
 * @returns whether it was made now.
 * @throws Fault STORE-101 (initdb failed), STORE-111 (another owner or major version).
 */
export async function initialiseCluster(options: InitialiseOptions): Promise<boolean> {
  const { binaries, clusterDirectory, user } = options;
  if (await isUsableCluster(options)) return false;
  const unfinished = `${clusterDirectory}.unfinished`;
  const failures: string[] = [];
  for (const locale of LOCALES) {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished);
    await chmod(unfinished, 0o700);
    if (user) await chown(unfinished, user.uid, user.gid);
    const args = [
      ...['-D', unfinished, '-E', 'UTF8', '--auth=trust', `--username=${SUPERUSER}`, ...locale],
      ...(options.isSynced === false ? ['--no-sync'] : []),
    ];
    const result = await runProgram(programPath(binaries, 'initdb'), args, {
      user,
      environment: { PATH: process.env.PATH },
    });
    if (result.status === 0) {
      await rename(unfinished, clusterDirectory);
      return true;
    }
    failures.push(result.output);
  }
  await rm(unfinished, { recursive: true, force: true });
  throw new Fault('STORE-101', `initdb failed:\n${failures.join('\n')}`);
}

/** Who a cluster belongs to; undefined when there is none. */
export async function clusterOwner(clusterDirectory: string): Promise<SystemUser | undefined> {
  const found = await stat(clusterDirectory).catch(() => undefined);
  return found && { uid: found.uid, gid: found.gid };
}

async function isUsableCluster({ binaries, clusterDirectory, user }: InitialiseOptions): Promise<boolean> {
  const owner = await clusterOwner(clusterDirectory);
  if (!owner) return false;
  const uid = user?.uid ?? process.getuid?.();
  if (owner.uid !== uid) {
    const message = `${clusterDirectory} belongs to user ${owner.uid}, and this start runs as ${uid ?? 'unknown'}`;
    throw new Fault('STORE-111', `${message}: start as that user, as root, or change its owner`);
  }
  const version = (await readFile(join(clusterDirectory, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (Number(version) !== majorVersion(binaries)) {
    throw new Fault(
      'STORE-111',
      `${clusterDirectory} was written by PostgreSQL ${version || 'of unknown version'}, this is ${majorVersion(binaries)}`,
    );
  }
  return true;
}
