import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { startHeartbeat, say } from './progress.mjs';
import { CACHE_DIRECTORY } from './workspace.mjs';

const POLL_MS = 200;
/** A holder on another machine cannot be asked whether it lives; past this age it is taken for dead. */
const FOREIGN_HOLDER_MS = 15 * 60_000;

/**
 * Runs `work` while no other process in this clone runs work of the same name.
 * The lock is a directory with one file, named after its holder; it appears with
 * its file in one rename, and a dead holder's file is renamed to the new
 * holder's name, so that of several that want it exactly one succeeds. A holder
 * that was killed counts as alive while the process group it started goes on.
 * @template T
 * @param {string} name
 * @param {(nameGroup: (groupId: number) => void) => Promise<T>} work `nameGroup` says which process group does it
 * @returns {Promise<T>}
 */
export async function withWorkLock(name, work) {
  const lock = join(CACHE_DIRECTORY, `${name.replaceAll(' ', '-')}.lock`);
  const holder = `${hostname()}~${process.pid}~${processStart(process.pid)}`;
  mkdirSync(CACHE_DIRECTORY, { recursive: true });
  await acquire(lock, holder, name);
  const release = () => {
    rmSync(join(lock, holder), { force: true });
    try {
      rmdirSync(lock);
    } catch {
      // Someone else has it already.
    }
  };
  process.once('exit', release);
  try {
    return await work((groupId) => writeFileSync(join(lock, holder), String(groupId)));
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @param {string} lock @param {string} holder @param {string} name */
async function acquire(lock, holder, name) {
  /** @type {(() => void) | null} */
  let stopHeartbeat = null;
  while (!tryCreate(lock, holder)) {
    const other = holderOf(lock);
    if (other !== null && !isAlive(lock, other) && tryRename(join(lock, other), join(lock, holder))) {
      say(`taking over the ${name} that process ${other.split('~')[1]} left unfinished`);
      break;
    }
    if (other !== null && stopHeartbeat === null) {
      say(`another citybrain command (process ${other.split('~')[1]}) is busy with the ${name}; waiting for it`);
      stopHeartbeat = startHeartbeat(() => `waiting for the other ${name}`, 10_000);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  stopHeartbeat?.();
}

/** @param {string} lock @param {string} holder */
function tryCreate(lock, holder) {
  const draft = `${lock}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  writeFileSync(join(draft, holder), '');
  if (tryRename(draft, lock)) return true;
  rmSync(draft, { recursive: true, force: true });
  return false;
}

/** @param {string} from @param {string} to */
function tryRename(from, to) {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? '';
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOENT', 'EACCES'].includes(code)) return false;
    throw error;
  }
}

/** @param {string} lock @returns {string | null} null when the lock has just been released */
function holderOf(lock) {
  try {
    return readdirSync(lock)[0] ?? null;
  } catch {
    return null;
  }
}

/** @param {string} lock @param {string} holder */
function isAlive(lock, holder) {
  const [host = '', pid = '', start = ''] = holder.split('~');
  if (host !== hostname()) return Date.now() - ageOf(join(lock, holder)) < FOREIGN_HOLDER_MS;
  if (exists(Number(pid)) && processStart(Number(pid)) === start) return true;
  const groupId = Number(readOrEmpty(join(lock, holder)));
  return groupId > 1 && exists(-groupId);
}

/** @param {number} pid a process, or the negative of a process group */
function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH';
  }
}

/** @param {string} path */
function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} path */
function ageOf(path) {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return Date.now();
  }
}

/**
 * What tells a process from a later one with the same id: its start in clock ticks
 * since boot where the system says it, else nothing.
 * @param {number} pid
 */
function processStart(pid) {
  const afterName = readOrEmpty(`/proc/${pid}/stat`).replace(/^.*\) /s, '');
  return afterName.split(' ')[19] ?? '';
}
