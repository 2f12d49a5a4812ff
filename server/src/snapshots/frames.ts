import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, crc32, zstdCompress, zstdDecompress } from 'node:zlib';
import { Fault } from '../observe/fault.ts';

/**
 * A file of chunks: the magic, then frames of number, length, checksum and the
 * compressed chunk, and at last a frame of length 0. The checksum is of all else
 * in the frame, so a damaged byte, a lost, doubled or exchanged frame and an early
 * end are seen, and so are bytes after the last.
 */
export const MAGIC = Buffer.from('citybrain picture 1\n');
const HEAD_BYTES = 12;
/** Beyond any chunk: a length that is damaged asks for no memory. */
const MOST_BYTES = 64 * 1024 * 1024;
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const compress = promisify<Buffer, typeof LEVEL, Buffer>(zstdCompress);
const decompress = promisify<Buffer, Buffer>(zstdDecompress);

/** Compressed beside the event loop. */
export async function frameOf(index: number, chunk: Buffer): Promise<Buffer> {
  return sealed(index, await compress(chunk, LEVEL));
}

export const endFrame = (index: number): Buffer => sealed(index, Buffer.alloc(0));

function sealed(index: number, body: Buffer): Buffer {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  head.writeUInt32LE(index, 0);
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(checksum(head, body), 8);
  return Buffer.concat([head, body]);
}

const checksum = (head: Buffer, body: Buffer): number => crc32(body, crc32(head.subarray(0, 8)));

/** Reads chunk after chunk, the next one while the caller works. @throws Fault SNAPSHOT-101 when the file is damaged */
export async function* readFrames(file: FileHandle): AsyncGenerator<Buffer> {
  const { size } = await file.stat();
  const magic = await readAt(file, 0, MAGIC.length, size);
  if (!magic.equals(MAGIC)) throw damaged('it is no snapshot');
  let at = MAGIC.length;
  const readOne = async (index: number): Promise<Buffer | null> => {
    const head = await readAt(file, at, HEAD_BYTES, size);
    const length = head.readUInt32LE(4);
    if (head.readUInt32LE(0) !== index || length > MOST_BYTES)
      throw damaged(`frame ${index} is not where it should be`);
    const body = await readAt(file, at + HEAD_BYTES, length, size);
    if (head.readUInt32LE(8) !== checksum(head, body)) throw damaged(`the checksum of frame ${index} is wrong`);
    at += HEAD_BYTES + length;
    return length === 0 ? null : decompress(body);
  };
  let next = readOne(0);
  for (let index = 1; ; index += 1) {
    const chunk = await next;
    if (!chunk) break;
    next = readOne(index);
    // Whoever stops reading early hears no more of it.
    next.catch(() => undefined);
    yield chunk;
  }
  if (at !== size) throw damaged(`${size - at} bytes follow its end`);
}

async function readAt(file: FileHandle, position: number, length: number, size: number): Promise<Buffer> {
  if (position + length > size) throw damaged('it ends too early');
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw damaged('it ends too early');
  return buffer;
}

const damaged = (what: string): Fault => new Fault('SNAPSHOT-101', what);
