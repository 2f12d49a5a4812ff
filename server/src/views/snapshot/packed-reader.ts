import { nameOfKeys, type KnownShapes, type Shape } from './shape.ts';
import { CHUNK_HEAD, type PackedTables } from './packed-tables.ts';
import { FIRST_SMALL, FIRST_STRING, LARGE, TAG } from './packed-tags.ts';

const OWN = { enumerable: true, writable: true, configurable: true };
const EMPTY: readonly never[] = Object.freeze([]);

/**
 * Reads what `PackedWriter` packed, item after item or one by where it lies.
 * Values that are read are never changed: equal ones may be one.
 */
export class PackedReader {
  readonly #bytes: Buffer;
  /** Where the items begin. */
  readonly #start: number;
  readonly #strings: readonly string[];
  readonly #shapes: readonly Shape[];
  readonly #sharedAt: readonly number[];
  readonly #shared: (object | undefined)[] = [];
  #at: number;
  #last = 0;

  /** @param words strings of earlier chunks, so that a word is held once */
  constructor(chunk: Buffer, known: KnownShapes = new Map(), words = new Map<string, string>()) {
    this.#start = CHUNK_HEAD + chunk.readUInt32LE(1);
    const tables = JSON.parse(chunk.toString('utf8', CHUNK_HEAD, this.#start)) as PackedTables;
    this.#bytes = chunk;
    this.#at = this.#start;
    this.#strings = tables.strings.map((string) => heldOnce(words, string));
    this.#shapes = tables.shapes.map((keys) => known.get(nameOfKeys(keys)) ?? { keys, make: null });
    this.#sharedAt = tables.sharedAt;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The next item. @throws RangeError when the bytes end in its midst */
  item(): unknown {
    this.#last = 0;
    return this.#value();
  }

  /** The item that lies at `at`. */
  itemAt(at: number): unknown {
    this.#at = this.#start + at;
    return this.item();
  }

  readonly #value = (): unknown => {
    const tag = this.#byte();
    if (tag >= FIRST_STRING) return this.#strings[tag - FIRST_STRING];
    if (tag >= FIRST_SMALL) return tag - FIRST_SMALL;
    switch (tag) {
      case TAG.null:
        return null;
      case TAG.undefined:
        return undefined;
      case TAG.false:
        return false;
      case TAG.true:
        return true;
      case TAG.near:
        return (this.#last += unzigzag(this.#varint()));
      case TAG.integer:
        return unzigzag(this.#varint());
      case TAG.double:
        return this.#double();
      case TAG.string:
        return this.#strings[this.#varint()];
      case TAG.emptyArray:
        return EMPTY;
      case TAG.array:
        return this.#array();
      case TAG.object:
        return this.#object();
      case TAG.shared:
        return this.#firstOfShared();
      case TAG.again:
        return this.#again(this.#varint());
      default:
        throw new RangeError(`${tag} is no tag`);
    }
  };

  #array(): unknown[] {
    const count = this.#varint();
    const values: unknown[] = [];
    for (let index = 0; index < count; index += 1) values.push(this.#value());
    return values;
  }

  #object(): object {
    const shape = this.#shapes[this.#varint()];
    if (!shape) throw new RangeError('a shape is not in the table');
    if (shape.make) return shape.make(this.#value);
    const object: Record<string, unknown> = {};
    for (const key of shape.keys) {
      const value = this.#value();
      // Set by name it would be the object's prototype.
      if (key === '__proto__') Object.defineProperty(object, key, { value, ...OWN });
      else object[key] = value;
    }
    return object;
  }

  #firstOfShared(): object {
    const index = this.#varint();
    const object = this.#object();
    return (this.#shared[index] ??= object);
  }

  #again(index: number): unknown {
    const known = this.#shared[index];
    if (known) return known;
    const [at, last] = [this.#at, this.#last];
    this.#at = this.#start + (this.#sharedAt[index] ?? this.#bytes.length);
    const object = this.#value();
    this.#at = at;
    this.#last = last;
    return object;
  }

  #double(): number {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    if (Number.isSafeInteger(value) && Math.abs(value) >= LARGE) this.#last = value;
    return value;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError('the bytes end in the midst of a value');
    this.#at += 1;
    return byte;
  }

  #varint(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 0x80) {
      const byte = this.#byte();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
  }
}

/** Longer ones are titles and texts: no two are the same. */
const LONGEST_WORD = 40;
/** Words that occur again and again come among the first; what comes later are names. */
const MOST_WORDS = 10_000;

function heldOnce(words: Map<string, string>, string: string): string {
  if (string.length > LONGEST_WORD) return string;
  const known = words.get(string);
  if (known !== undefined) return known;
  if (words.size < MOST_WORDS) words.set(string, string);
  return string;
}

const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2);
