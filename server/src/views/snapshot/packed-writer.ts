import { nameOfKeys, type KnownShapes } from './shape.ts';
import { CHUNK_HEAD, type PackedTables } from './packed-tables.ts';
import { FIRST_SMALL, FIRST_STRING, LARGE, SMALL_COUNT, STRING_COUNT, TAG } from './packed-tags.ts';

/** A set of keys in order, found by walking along the keys of an object. */
interface ShapeNode {
  readonly keys: readonly string[];
  /** The keys in the order in which their values are packed. */
  packed: readonly string[];
  readonly next: Map<string, ShapeNode>;
  /** The step taken last, which is nearly always the next one too. */
  lastKey: string;
  last: ShapeNode | null;
  /** Index among the shapes of the chunk; -1: not met yet. */
  index: number;
}

/** Objects of so few keys are named again when they occur again: limits, stamps, places. */
const SHARED_KEYS = 3;
const FIRST_ROOM = 1 << 20;

/**
 * Packs plain values (null, booleans, numbers, strings, arrays, plain objects)
 * into bytes that {@link PackedReader} reads; each chunk by itself. Keys keep
 * their order, `undefined` stays what it is.
 */
export class PackedWriter {
  #bytes = Buffer.allocUnsafe(FIRST_ROOM);
  #at = 0;
  #last = 0;
  readonly #strings = new Map<string, number>();
  readonly #shapes: (readonly string[])[] = [];
  readonly #root = nodeOf([]);
  readonly #shared = new Map<string, number>();
  readonly #sharedAt: number[] = [];
  readonly #known: KnownShapes;
  readonly #kind: number;

  /** @param known objects of these shapes are packed in the order of theirs, whatever their own is
   * @param kind of the chunk, to be seen without reading it */
  constructor(known: KnownShapes = new Map(), kind = 0) {
    this.#known = known;
    this.#kind = kind;
  }

  /** How many bytes are packed, without the tables. */
  get size(): number {
    return this.#at;
  }

  /** Packs one value that is read by itself; answers where it lies. @throws TypeError for what is not plain */
  item(value: unknown): number {
    this.#last = 0;
    const at = this.#at;
    this.#value(value);
    return at;
  }

  #value(value: unknown): void {
    switch (typeof value) {
      case 'string':
        return this.#string(value);
      case 'number':
        return this.#number(value);
      case 'boolean':
        return this.#byte(value ? TAG.true : TAG.false);
      case 'undefined':
        return this.#byte(TAG.undefined);
      case 'object':
        if (value === null) return this.#byte(TAG.null);
        if (Array.isArray(value)) return this.#array(value);
        return this.#object(value as Readonly<Record<string, unknown>>);
      default:
        throw new TypeError(`a ${typeof value} can't be packed`);
    }
  }

  /** The packed bytes with their tables. The writer is done with. */
  finish(): Buffer {
    const tables = Buffer.from(
      JSON.stringify({
        strings: [...this.#strings.keys()],
        shapes: this.#shapes,
        sharedAt: this.#sharedAt,
      } satisfies PackedTables),
    );
    const head = Buffer.allocUnsafe(CHUNK_HEAD);
    head.writeUInt8(this.#kind, 0);
    head.writeUInt32LE(tables.length, 1);
    return Buffer.concat([head, tables, this.#bytes.subarray(0, this.#at)]);
  }

  #string(value: string): void {
    let index = this.#strings.get(value);
    if (index === undefined) this.#strings.set(value, (index = this.#strings.size));
    if (index < STRING_COUNT) return this.#byte(FIRST_STRING + index);
    this.#byte(TAG.string);
    this.#varint(index);
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      this.#byte(TAG.double);
      this.#reserve(8);
      this.#at = this.#bytes.writeDoubleLE(value, this.#at);
    } else if (value >= 0 && value < SMALL_COUNT) this.#byte(FIRST_SMALL + value);
    else if (value < LARGE && value > -LARGE) {
      this.#byte(TAG.integer);
      this.#varint(zigzag(value));
    } else if (Math.abs(value - this.#last) < LARGE) {
      this.#byte(TAG.near);
      this.#varint(zigzag(value - this.#last));
      this.#last = value;
    } else {
      this.#byte(TAG.double);
      this.#reserve(8);
      this.#at = this.#bytes.writeDoubleLE(value, this.#at);
      this.#last = value;
    }
  }

  #array(values: readonly unknown[]): void {
    if (values.length === 0) return this.#byte(TAG.emptyArray);
    this.#byte(TAG.array);
    this.#varint(values.length);
    for (const value of values) this.#value(value);
  }

  #object(value: Readonly<Record<string, unknown>>): void {
    let shape = this.#root;
    for (const key in value) shape = stepTo(shape, key);
    if (shape.index < 0) this.#meet(shape);
    let index = -1;
    if (shape.keys.length <= SHARED_KEYS) {
      const name = nameOf(shape, value);
      if (name !== null) {
        const known = this.#shared.get(name);
        if (known !== undefined) {
          this.#byte(TAG.again);
          return this.#varint(known);
        }
        index = this.#sharedAt.push(this.#at) - 1;
        this.#shared.set(name, index);
      }
    }
    this.#byte(index < 0 ? TAG.object : TAG.shared);
    if (index >= 0) this.#varint(index);
    this.#varint(shape.index);
    for (const key of shape.packed) this.#value(value[key]);
  }

  #meet(shape: ShapeNode): void {
    shape.packed = this.#known.get(nameOfKeys(shape.keys))?.keys ?? shape.keys;
    shape.index = this.#shapes.push(shape.packed) - 1;
  }

  #byte(byte: number): void {
    if (this.#at === this.#bytes.length) this.#reserve(1);
    this.#bytes[this.#at] = byte;
    this.#at += 1;
  }

  #varint(value: number): void {
    this.#reserve(8);
    let left = value;
    while (left >= 0x80) {
      this.#bytes[this.#at] = (left % 0x80) | 0x80;
      this.#at += 1;
      left = Math.floor(left / 0x80);
    }
    this.#bytes[this.#at] = left;
    this.#at += 1;
  }

  #reserve(count: number): void {
    if (this.#at + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(this.#bytes.length * 2 + count);
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

const nodeOf = (keys: readonly string[]): ShapeNode => ({
  keys,
  packed: keys,
  next: new Map(),
  lastKey: '',
  last: null,
  index: -1,
});

function stepTo(from: ShapeNode, key: string): ShapeNode {
  if (from.lastKey === key && from.last) return from.last;
  let to = from.next.get(key);
  if (!to) from.next.set(key, (to = nodeOf([...from.keys, key])));
  from.lastKey = key;
  from.last = to;
  return to;
}

/** What tells a small object from others; null when it holds more than words and small numbers. */
function nameOf(shape: ShapeNode, value: Readonly<Record<string, unknown>>): string | null {
  let name = String(shape.index);
  for (const key of shape.keys) {
    const field = value[key];
    if (typeof field === 'string') name += `\0"${field}`;
    else if (field === null || typeof field === 'boolean' || (typeof field === 'number' && Math.abs(field) < LARGE)) {
      name += `\0${Object.is(field, -0) ? '-0' : String(field)}`;
    } else return null;
  }
  return name;
}
