import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the clone, wherever the command was started from. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {readonly string[]} parts */
export const inWorkspace = (...parts) => join(ROOT, ...parts);

/** Tools and the pinned Node.js lie here. */
export const BIN_DIRECTORY = inWorkspace('node_modules', '.bin');

/** What we keep between runs and git ignores. */
export const CACHE_DIRECTORY = inWorkspace('.cache');
