import { Fault } from '../observe/fault.ts';
import { END_OF_ROWS, NEWLINE } from './write-content.ts';

/** No record comes near; a damaged file must not fill the memory. */
const LONGEST_LINE_BYTES = 4 * 1024 * 1024;
const LINE_AND_END = Buffer.from(`\n${END_OF_ROWS}`);
const END = Buffer.from(END_OF_ROWS);
/** Beginnings of the end of rows that a piece may break off in. */
const BROKEN_ENDS = [Buffer.from('\n\\.'), Buffer.from('\n\\')];
const NOTHING = Buffer.alloc(0);

/** Reads lines, and rows up to their end, from bytes that come cut anywhere. Holds one piece, or one line, at a time. */
export class ByteLines {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = NOTHING;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line without its end. @throws Fault BACKUP-102 when the bytes end before, or it has no end */
  async line(what: string): Promise<string> {
    for (let searched = 0; ;) {
      const at = this.#rest.indexOf(NEWLINE, searched);
      if (at >= 0) return this.#take(at + 1).toString('utf8', 0, at);
      searched = this.#rest.length;
      if (searched > LONGEST_LINE_BYTES) throw new Fault('BACKUP-102', `the ${what} has no end`);
      await this.#more(what);
    }
  }

  /** The rows up to the line that ends them, cut anywhere. @throws Fault BACKUP-102 when that line is missing */
  async *rows(table: string): AsyncGenerator<Buffer> {
    const what = `end of ${table}`;
    // At the start of a line the end has no line break before it.
    for (let isLineStart = true; ;) {
      if (isLineStart) {
        while (this.#rest.length < END.length) await this.#more(what);
        if (this.#rest.subarray(0, END.length).equals(END)) {
          this.#take(END.length);
          return;
        }
      }
      const at = this.#rest.indexOf(LINE_AND_END);
      isLineStart = at >= 0 || this.#breaksOff() > 0;
      const length = at >= 0 ? at + 1 : this.#rest.length - Math.max(0, this.#breaksOff() - 1);
      if (length > 0) yield this.#take(length);
      if (this.#rest.length === 0) await this.#more(what);
    }
  }

  /** @throws Fault BACKUP-102 when there is more */
  async end(): Promise<void> {
    if (this.#rest.length > 0 || !(await this.#source.next()).done) {
      throw new Fault('BACKUP-102', 'there is more in the file after its end');
    }
  }

  /** How many of the last bytes, from a line break on, may belong to the end of the rows. */
  #breaksOff(): number {
    if (this.#rest.at(-1) === NEWLINE) return 1;
    return BROKEN_ENDS.find((end) => this.#rest.subarray(-end.length).equals(end))?.length ?? 0;
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  async #more(what: string): Promise<void> {
    const next = await this.#source.next();
    if (next.done) throw new Fault('BACKUP-102', `the file ends before the ${what}`);
    const piece = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
  }
}
