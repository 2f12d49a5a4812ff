import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { openZippedCsv } from './open-zipped-csv.ts';
import { reasonOf, unreadableFile } from './unreadable-file.ts';

/** Forms that people send in the place of CSV, known by their first bytes. */
const OTHER_FORMS = [
  { magic: [0x1f, 0x8b], name: 'gzip: unpack it first (gunzip)' },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Excel workbook: save it as "CSV UTF-8"' },
  { magic: [0xff, 0xfe], name: 'UTF-16: save it as UTF-8' },
  { magic: [0xfe, 0xff], name: 'UTF-16: save it as UTF-8' },
] as const;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];

/** The bytes of a CSV file, or of the one CSV file in a zip; told apart by content, not by name. @throws Fault FEED-102 */
export async function openFile(path: string): Promise<Readable> {
  const first = await readFirstBytes(path);
  const startsWith = (magic: readonly number[]): boolean => magic.every((byte, at) => first[at] === byte);
  if (startsWith(ZIP) || startsWith(EMPTY_ZIP)) return openZippedCsv(path);
  const form = OTHER_FORMS.find(({ magic }) => startsWith(magic));
  if (form) throw unreadableFile(`${basename(path)} is ${form.name}`);
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}

async function readFirstBytes(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadableFile(reasonOf(error), error);
  }
}
