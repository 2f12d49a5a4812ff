import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endFrame, frameOf, MAGIC, readFrames } from './frames.ts';

/** Kept: the newest, and the one before in case it is damaged. */
const KEPT = 2;
const NAME = /^picture-(\d{16})\.snapshot$/;
const UNFINISHED = /^picture-.*\.unfinished$/;

/**
 * The snapshots in one directory, which belongs to one server. One appears under
 * its name only when all of it is on the disk.
 */
export class SnapshotFiles {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Names, the newest first; none when there is no directory. */
  async list(): Promise<string[]> {
    const names = await this.#names();
    return names
      .filter((name) => NAME.test(name))
      .sort()
      .reverse();
  }

  /** The chunks of a snapshot in order. @throws Fault SNAPSHOT-101 when it is damaged, before or after some of them */
  async *read(name: string): AsyncGenerator<Buffer> {
    const file = await open(join(this.directory, name));
    try {
      yield* readFrames(file);
    } finally {
      await file.close();
    }
  }

  /** Writes a snapshot of the picture at `sequence`; then lets go of older and unfinished ones. Answers its bytes. */
  async write(sequence: number, chunks: AsyncIterable<Buffer>): Promise<number> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    const name = `picture-${String(sequence).padStart(16, '0')}.snapshot`;
    const unfinished = join(this.directory, `${name.replace('.snapshot', '')}-${process.pid}.unfinished`);
    try {
      const bytes = await writeSynced(unfinished, chunks);
      await rename(unfinished, join(this.directory, name));
      await syncDirectory(this.directory);
      await this.#letGo(name);
      return bytes;
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  /** What is further on than the one just written is of another log, from before the store was restored. */
  async #letGo(written: string): Promise<void> {
    const names = await this.list();
    const kept = new Set(names.slice(names.indexOf(written)).slice(0, KEPT));
    const unfinished = (await this.#names()).filter((name) => UNFINISHED.test(name));
    for (const name of [...names.filter((name) => !kept.has(name)), ...unfinished]) {
      await rm(join(this.directory, name), { force: true });
    }
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.directory);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

async function writeSynced(path: string, chunks: AsyncIterable<Buffer>): Promise<number> {
  // Tickets name people.
  const file = await open(path, 'w', 0o600);
  try {
    await file.write(MAGIC);
    let bytes = MAGIC.length;
    let index = 0;
    for await (const chunk of chunks) {
      const frame = await frameOf(index, chunk);
      await file.write(frame);
      bytes += frame.length;
      index += 1;
    }
    const end = endFrame(index);
    await file.write(end);
    await file.sync();
    return bytes + end.length;
  } finally {
    await file.close();
  }
}

/** The new name is on the disk, too; where directories can't be synced it is there soon. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path).catch(() => null);
  await directory?.sync().catch(() => undefined);
  await directory?.close();
}
