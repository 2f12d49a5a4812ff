import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findClosedAncestor } from './closed-ancestor.ts';
import type { ClusterPlace } from './cluster-place.ts';
import type { SystemUser } from './system-user.ts';

/** A socket's path may have 107 bytes on Linux and 103 on macOS. */
const LONGEST_PATH_BYTES = 103;
const SOCKET_NAME = '.s.PGSQL.5432';
const PREFIX = 'citybrain-socket-';

/**
 * An empty directory for the cluster's socket that only its user and root can
 * enter: in the home, or, when that path is too long, in the place for temporary files.
 * @param previous where the socket was before; removed when it was made here.
 */
export async function makeSocketDirectory(place: ClusterPlace, previous: string | undefined): Promise<string> {
  if (previous !== undefined && isTemporary(previous)) await removeSocketDirectory(previous);
  const inHome = join(place.home, 'postgres-socket');
  await rm(inHome, { recursive: true, force: true });
  const isShort = Buffer.byteLength(join(inHome, SOCKET_NAME)) <= LONGEST_PATH_BYTES;
  const directory = isShort ? inHome : await mkdtemp(join(await shortParent(place.user), PREFIX));
  if (isShort) await mkdir(directory);
  await chmod(directory, 0o700);
  if (place.user) await chown(directory, place.user.uid, place.user.gid);
  return directory;
}

export const removeSocketDirectory = (directory: string): Promise<void> =>
  rm(directory, { recursive: true, force: true });

const isTemporary = (directory: string): boolean =>
  directory.startsWith(join(dirname(directory), PREFIX)) && [tmpdir(), '/tmp'].includes(dirname(directory));

/** $TMPDIR may itself be long (macOS) or closed (a session's private one). */
async function shortParent(user: SystemUser | undefined): Promise<string> {
  const own = tmpdir();
  const isShort = Buffer.byteLength(join(own, `${PREFIX}XXXXXX`, SOCKET_NAME)) <= LONGEST_PATH_BYTES;
  return isShort && !(user && (await findClosedAncestor(own, user))) ? own : '/tmp';
}
