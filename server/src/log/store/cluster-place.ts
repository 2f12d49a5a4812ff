import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Fault } from '../../observe/fault.ts';
import { findClosedAncestor } from './closed-ancestor.ts';
import { clusterOwner } from './initialise-cluster.ts';
import { ensureSystemUser, type SystemUser } from './system-user.ts';

/** Where a data directory's cluster lies and who runs it. */
export interface ClusterPlace {
  /** Holds `postgres/`, its log and its socket; the data directory itself unless that is closed to the user. */
  readonly home: string;
  readonly clusterDirectory: string;
  /** Undefined: this process's own user. */
  readonly user: SystemUser | undefined;
}

/** In the data directory: the path of the home when that is elsewhere. */
const POINTER = 'postgres.location';
const ELSEWHERE = '/var/lib/citybrain';

const placeAt = (home: string, user: SystemUser | undefined): ClusterPlace => ({
  home,
  clusterDirectory: join(home, 'postgres'),
  user,
});

/**
 * Decides where the cluster of `dataDirectory` (which exists) lies. Root runs an
 * existing one as its owner and a first one as the system user; where that user
 * can't get to the data directory, the cluster goes to a readable place, and a
 * file in the data directory says where.
 * @throws Fault STORE-103 (no system user), STORE-111 (closed directory).
 */
export async function decideClusterPlace(
  dataDirectory: string,
  onProgress: (line: string) => void,
  elsewhere = ELSEWHERE,
): Promise<ClusterPlace> {
  const pointer = await readFile(join(dataDirectory, POINTER), 'utf8').catch(() => '');
  const known = placeAt(pointer.trim() || dataDirectory, undefined);
  if (process.getuid?.() !== 0) return known;
  const owner = await clusterOwner(known.clusterDirectory);
  if (owner) return requireOpen({ ...known, user: owner });
  const user = await ensureSystemUser();
  if (pointer) return requireOpen({ ...known, user });
  const closed = await findClosedAncestor(dataDirectory, user);
  if (!closed) return placeAt(dataDirectory, user);
  const home = await makeHome(dataDirectory, elsewhere);
  await writeFile(join(dataDirectory, POINTER), `${home}\n`);
  onProgress(`${closed} is closed to the database's user: the database lies in ${home}`);
  return placeAt(home, user);
}

async function makeHome(dataDirectory: string, elsewhere: string): Promise<string> {
  const name = basename(dataDirectory).replaceAll(/[^A-Za-z0-9-]/g, '') || 'store';
  const hash = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12);
  const home = join(elsewhere, `${name}-${hash}`);
  try {
    await mkdir(home, { recursive: true });
    await chmod(elsewhere, 0o755);
    await chmod(home, 0o755);
  } catch (cause) {
    const message = `${dataDirectory} is closed to the database's user, and ${home} can not be made`;
    throw new Fault('STORE-111', `${message}: set CITYBRAIN_DATA to a directory outside of it`, { cause });
  }
  return home;
}

async function requireOpen(place: ClusterPlace & { readonly user: SystemUser }): Promise<ClusterPlace> {
  const closed = await findClosedAncestor(place.home, place.user);
  if (!closed) return place;
  const message = `${closed} is closed to user ${place.user.uid}, who owns the database in ${place.clusterDirectory}`;
  throw new Fault('STORE-111', `${message}: open it with \`chmod o+x ${closed}\``);
}
