import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { SystemUser } from './system-user.ts';

/** Who owns a directory and who may pass through it, as `stat` tells. */
export interface Passage {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

/** Whether a user may pass through a directory by its permission bits. */
export function mayPass(user: SystemUser, passage: Passage): boolean {
  if (user.uid === 0) return true;
  if (passage.uid === user.uid) return (passage.mode & 0o100) !== 0;
  if (passage.gid === user.gid) return (passage.mode & 0o010) !== 0;
  return (passage.mode & 0o001) !== 0;
}

/** The outermost directory on the way to and including `path` that `user` may not pass; undefined when there is none. */
export async function findClosedAncestor(path: string, user: SystemUser): Promise<string | undefined> {
  for (const directory of ancestorsOf(resolve(path))) {
    if (!mayPass(user, await stat(directory))) return directory;
  }
  return undefined;
}

const ancestorsOf = (path: string): string[] => {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestorsOf(parent), path];
};
