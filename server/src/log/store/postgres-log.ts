import { closeSync, copyFileSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';

const LIMIT_BYTES = 10 * 1024 * 1024;
const CHECK_EVERY_MS = 10_000;
const TAIL_BYTES = 8_192;

/**
 * The file that PostgreSQL's processes write to. Full, it moves to `<path>.1`
 * and begins anew, so that two of them are the most there is. A file and not a
 * pipe: PostgreSQL must be able to write when this process hangs or is gone.
 */
export class PostgresLog {
  /** For a child's standard error. */
  readonly descriptor: number;
  readonly path: string;
  readonly #timer: NodeJS.Timeout;

  constructor(path: string, limitBytes = LIMIT_BYTES) {
    this.path = path;
    // For appending, which is what allows it to be truncated under a writer.
    this.descriptor = openSync(path, 'a+', 0o640);
    this.rotateBeyond(limitBytes);
    this.#timer = setInterval(() => this.rotateBeyond(limitBytes), CHECK_EVERY_MS).unref();
  }

  get sizeBytes(): number {
    return fstatSync(this.descriptor).size;
  }

  rotateBeyond(limitBytes: number): void {
    if (this.sizeBytes <= limitBytes) return;
    copyFileSync(this.path, `${this.path}.1`);
    ftruncateSync(this.descriptor);
  }

  /** The last lines after byte `from`, at most `count`. */
  lastLines(count: number, from = 0): string[] {
    const { sizeBytes } = this;
    const start = Math.max(from <= sizeBytes ? from : 0, sizeBytes - TAIL_BYTES);
    const buffer = Buffer.alloc(sizeBytes - start);
    const length = readSync(this.descriptor, buffer, 0, buffer.length, start);
    const lines = buffer
      .toString('utf8', 0, length)
      .split('\n')
      .filter((line) => line.trim() !== '');
    return lines.slice(-count);
  }

  close(): void {
    clearInterval(this.#timer);
    closeSync(this.descriptor);
  }
}
