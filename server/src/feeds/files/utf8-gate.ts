import { isUtf8 } from 'node:buffer';
import { Transform, type TransformCallback } from 'node:stream';
import { unreadableFile } from './unreadable-file.ts';

/** Lets UTF-8 pass and fails with FEED-102, naming the line, at the first byte that is none. */
export class Utf8Gate extends Transform {
  #line = 1;
  /** The start of a character that the next chunk completes. */
  #rest: Buffer = Buffer.alloc(0);

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const end = bytes.length - incompleteTail(bytes);
    this.#rest = bytes.subarray(end);
    this.#pass(bytes.subarray(0, end), done);
  }

  override _flush(done: TransformCallback): void {
    this.#pass(this.#rest, done);
  }

  #pass(bytes: Buffer, done: TransformCallback): void {
    if (isUtf8(bytes)) {
      this.#line += countLines(bytes);
      done(null, bytes);
      return;
    }
    const line = this.#line + linesBeforeFault(bytes);
    done(unreadableFile(`line ${line} is not UTF-8: convert the file (for instance from GBK) first`));
  }
}

/** Bytes at the end that begin a character but do not complete it. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

const lengthOf = (leader: number): number => (leader >= 0xf0 ? 4 : leader >= 0xe0 ? 3 : 2);

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

function linesBeforeFault(bytes: Buffer): number {
  let line = 0;
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf(10, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
