import { Fault } from '../../observe/fault.ts';

/** FEED-102: the file can't be read to its end; `what` says why and, where it is known, at which line. */
export const unreadableFile = (what: string, cause?: unknown): Fault => new Fault('FEED-102', what, { cause });

/** The message of the system without its call: `ENOENT: no such file or directory`. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
