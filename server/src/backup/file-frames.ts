import { Fault } from '../observe/fault.ts';

/**
 * A backup file is a Zstandard file with two skippable frames around the content,
 * so that any `zstd -dc` shows what is in it:
 *
 *   head   "citybrain-backup 0001\n", the version of the format
 *   frames the content, see write-content.ts
 *   seal   "sha256 <64 hexadecimal digits>\n", over every byte before the seal
 */
export const FORMAT_VERSION = 1;

/** By which a copy is known to be the same file. */
export interface FileIdentity {
  readonly bytes: number;
  /** Of the whole file with its seal, in hexadecimal digits, as other tools tell it. */
  readonly sha256: string;
}

const SKIPPABLE_MAGIC = 0x184d2a50;
const FRAME_HEAD_BYTES = 8;

const skippable = (text: string): Buffer => {
  const frame = Buffer.alloc(FRAME_HEAD_BYTES + text.length);
  frame.writeUInt32LE(SKIPPABLE_MAGIC, 0);
  frame.writeUInt32LE(text.length, 4);
  frame.write(text, FRAME_HEAD_BYTES, 'latin1');
  return frame;
};

export const headFrame = (version: number = FORMAT_VERSION): Buffer =>
  skippable(`citybrain-backup ${String(version).padStart(4, '0')}\n`);

/** @param sha256 in hexadecimal digits */
export const sealFrame = (sha256: string): Buffer => skippable(`sha256 ${sha256}\n`);

export const HEAD_BYTES = headFrame().length;
export const SEAL_BYTES = sealFrame('0'.repeat(64)).length;

/** @throws Fault BACKUP-103 when `bytes` begin no backup, or one of another format */
export function checkHead(bytes: Buffer): void {
  const found = /^citybrain-backup (\d{4})\n$/.exec(bytes.toString('latin1', FRAME_HEAD_BYTES));
  const version = Number(found?.[1]);
  if (!found || !bytes.equals(headFrame(version))) {
    throw new Fault('BACKUP-103', 'the file does not begin as a backup of citybrain does');
  }
  if (version !== FORMAT_VERSION) {
    throw new Fault('BACKUP-103', `the file is of format ${version}; this version reads format ${FORMAT_VERSION}`);
  }
}

/** The hash in the last bytes of a file. @throws Fault BACKUP-102 when there is none */
export function readSeal(bytes: Buffer): string {
  const sha256 = /^sha256 ([0-9a-f]{64})\n$/.exec(bytes.toString('latin1', FRAME_HEAD_BYTES))?.[1];
  if (sha256 === undefined || !bytes.equals(sealFrame(sha256))) {
    throw new Fault('BACKUP-102', 'the file does not end as a backup does: it was cut off, added to or changed');
  }
  return sha256;
}
