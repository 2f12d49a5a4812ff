import { createHash, type Hash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { Fault } from '../observe/fault.ts';
import { checkHead, HEAD_BYTES, readSeal, SEAL_BYTES, sealFrame, type FileIdentity } from './file-frames.ts';
import { readContent, type ContentPart } from './read-content.ts';

/** What comes out of a file: the content, and with its end what the file is known by. */
export type BackupPart =
  | Exclude<ContentPart, { readonly kind: 'end' }>
  | (Extract<ContentPart, { readonly kind: 'end' }> & { readonly file: FileIdentity });

/** How far a file was read. */
export type OnRead = (bytes: number, of: number) => void;

const UNPACKED_PIECE_BYTES = 256 * 1024;

/**
 * What a backup holds. The end is told only after every byte was found to be what was
 * written, so whoever waits for it before taking anything to be true takes no damage.
 * @throws Fault BACKUP-102 (damaged or incomplete), BACKUP-103 (no backup, or of another format)
 */
export async function* readBackupFile(path: string, onRead: OnRead = () => undefined): AsyncGenerator<BackupPart> {
  const file = await open(path).catch((error: unknown) => {
    throw new Fault('BACKUP-103', `${path} can not be read: ${(error as Error).message}`, { cause: error });
  });
  try {
    const { size, seal, hash } = await readFrames(file);
    let read = HEAD_BYTES;
    const packed = file.createReadStream({ start: HEAD_BYTES, end: size - SEAL_BYTES - 1, autoClose: false });
    const unpacked = createZstdDecompress({ chunkSize: UNPACKED_PIECE_BYTES });
    const hashing = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        hash.update(piece);
        read += piece.length;
        onRead(read, size);
        yield piece;
      }
    };
    const unpacking = pipeline(packed, hashing, unpacked).catch(() => undefined);
    try {
      for await (const part of readContent(unpacked as AsyncIterable<Buffer>)) {
        if (part.kind !== 'end') {
          yield part;
          continue;
        }
        if (read !== size - SEAL_BYTES || hash.copy().digest('hex') !== seal) {
          throw new Fault('BACKUP-102', 'its bytes do not have the SHA-256 that they were written with');
        }
        yield { ...part, file: { bytes: size, sha256: hash.update(sealFrame(seal)).digest('hex') } };
      }
    } catch (error) {
      throw asDamage(error);
    } finally {
      unpacked.destroy();
      await unpacking;
    }
  } finally {
    await file.close();
  }
}

interface Frames {
  readonly size: number;
  readonly seal: string;
  /** Has taken the head. */
  readonly hash: Hash;
}

async function readFrames(file: FileHandle): Promise<Frames> {
  const { size } = await file.stat();
  const head = await readAt(file, 0, HEAD_BYTES);
  checkHead(head);
  if (size <= HEAD_BYTES + SEAL_BYTES) throw new Fault('BACKUP-102', `it has only ${size} bytes`);
  const seal = readSeal(await readAt(file, size - SEAL_BYTES, SEAL_BYTES));
  return { size, seal, hash: createHash('sha256').update(head) };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** What the unpacking says of bytes that are not what was packed. */
function asDamage(error: unknown): unknown {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  const isUnpacking = typeof code === 'string' && (code.startsWith('ZSTD_') || code === 'Z_BUF_ERROR');
  if (!isUnpacking) return error;
  return new Fault('BACKUP-102', `it can not be unpacked: ${(error as Error).message}`, { cause: error });
}
