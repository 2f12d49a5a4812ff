import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackedReader } from './packed-reader.ts';
import { PackedWriter } from './packed-writer.ts';
import { shapesOf } from './shape.ts';

const SHAPES = shapesOf([
  (read) => ({ mode: read(), n: read(), unit: read() }),
  (read) => ({ at: read(), inner: read(), list: read(), text: read() }),
]);

const PLAIN = { noNullPrototype: true } as const;

/** Plain values as they come from JSON, with the keys of known shapes in any order. */
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, undefined, 0, -0, 47, 48, 127, 128, -1, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, 0.1),
    fc.integer(),
    fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('continuous', 'hour', '路灯不亮'),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.oneof(fc.string({ maxLength: 3 }), fc.constant('__proto__')), tie('value'), { ...PLAIN, maxKeys: 4 }),
    fc.record({ mode: fc.constantFrom('accrual', 'continuous'), n: fc.nat({ max: 3 }), unit: fc.constant('hour') }, PLAIN),
    fc.record({ unit: fc.constant('day'), n: fc.nat({ max: 3 }), mode: fc.constantFrom('accrual', null) }, PLAIN),
    fc.record({ text: fc.string(), list: tie('value'), inner: tie('value'), at: fc.integer() }, PLAIN),
  ),
})).value; // prettier-ignore

function pack(items: readonly unknown[]): { readonly reader: () => PackedReader; readonly at: readonly number[] } {
  const writer = new PackedWriter(SHAPES);
  const at = items.map((item) => writer.item(item));
  const chunk = writer.finish();
  return { reader: () => new PackedReader(chunk, SHAPES), at };
}

describe('packed values', () => {
  it('[V9] are read as they were, one after the other', () => {
    fc.assert(
      fc.property(fc.array(values), (items) => {
        const reader = pack(items).reader();
        const read = items.map(() => reader.item());
        if (!isDeepStrictEqual(read, items)) expect(read).toStrictEqual(items);
        expect(reader.isAtEnd).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('[V9] are read as they were, each by where it lies and in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(values, fc.integer())), (pairs) => {
        const items = pairs.map(([item]) => item);
        const { reader, at } = pack(items);
        const one = reader();
        const order = [...items.keys()].sort((a, b) => (pairs[a]?.[1] ?? 0) - (pairs[b]?.[1] ?? 0));
        for (const index of order) {
          const read = one.itemAt(at[index] ?? -1);
          if (!isDeepStrictEqual(read, items[index])) expect(read).toStrictEqual(items[index]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('hold a small object that occurs again once', () => {
    const limit = { mode: 'accrual', n: 8, unit: 'hour' };
    const reader = pack([limit, { ...limit }]).reader();
    expect(reader.item()).toBe(reader.item());
  });

  it('refuse what is not plain', () => {
    expect(() => new PackedWriter().item(() => 1)).toThrow(TypeError);
  });
});
