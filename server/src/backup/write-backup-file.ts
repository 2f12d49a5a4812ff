import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { Fault } from '../observe/fault.ts';
import { headFrame, sealFrame, type FileIdentity } from './file-frames.ts';

export interface WriteOptions {
  /** A file of this name is replaced, once the new one is complete. */
  readonly isReplacing: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Photos come as hexadecimal digits, which the fastest level packs to half, five times
 * as fast as the usual one; a log grows by a sixteenth.
 */
const PACKING = {
  chunkSize: 256 * 1024,
  params: { [constants.ZSTD_c_compressionLevel]: 1 },
};
/** It holds personal data and what passwords are checked against. */
const OWNER_ONLY = 0o600;

/**
 * Packs `content` into `path`, which exists only once it is complete and synced;
 * until then it is `<path>.partial`, which is removed when anything fails.
 * @throws Fault BACKUP-101 when it exists already or can't be written; whatever `content` throws
 */
export async function writeBackupFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  { isReplacing, signal }: WriteOptions,
): Promise<FileIdentity> {
  if (!isReplacing) await requireFree(path);
  const partial = `${path}.partial`;
  if (isReplacing) await rm(partial, { force: true });
  const file = await open(partial, 'wx', OWNER_ONLY).catch((error: unknown) => {
    throw cannotWrite(error as Error, partial);
  });
  const sealing = new Sealing();
  try {
    const sink = file.createWriteStream({ flush: true });
    await pipeline(
      Readable.from(content, { objectMode: false }),
      createZstdCompress(PACKING),
      (packed: AsyncIterable<Buffer>) => sealing.seal(packed),
      sink,
      { ...(signal && { signal }) },
    );
    await moveIntoPlace(partial, path, isReplacing);
    return sealing.result;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true });
    throw isOfFile(error) ? cannotWrite(error, partial) : error;
  }
}

/** Puts the frames around what is packed, and counts and hashes all of it. */
class Sealing {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  async *seal(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    yield this.#add(headFrame());
    for await (const piece of packed) yield this.#add(piece);
    yield this.#add(sealFrame(this.#hash.copy().digest('hex')));
  }

  get result(): FileIdentity {
    return { bytes: this.#bytes, sha256: this.#hash.copy().digest('hex') };
  }

  #add(piece: Buffer): Buffer {
    this.#hash.update(piece);
    this.#bytes += piece.length;
    return piece;
  }
}

async function moveIntoPlace(partial: string, path: string, isReplacing: boolean): Promise<void> {
  if (!isReplacing) await requireFree(path);
  await rename(partial, path);
  const directory = await open(dirname(path));
  // The name is as durable as the bytes.
  await directory.sync().finally(() => directory.close());
}

async function requireFree(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new Fault('BACKUP-101', `${path} exists: name another file, or add --force`);
}

/** Of a call of the system: a full disk, a directory that is closed or missing. */
const isOfFile = (error: unknown): error is Error =>
  error instanceof Error && !(error instanceof Fault) && 'syscall' in error;

function cannotWrite(error: Error, path: string): Fault {
  const isTaken = (error as { code?: string }).code === 'EEXIST';
  const why = isTaken ? 'it is there already: another backup writes it, or one was killed' : error.message;
  return new Fault('BACKUP-101', `${path} can not be written: ${why}`, { cause: error });
}
