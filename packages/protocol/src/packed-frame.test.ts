import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRows, unpackRows } from './packed-frame.ts';

const values = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.integer()));

describe('packed rows', () => {
  it('[S10] are what they were when they are unpacked, after a way as text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id: fc.string(), count: fc.integer(), title: values, also: values })),
        (rows) => {
          const packed = JSON.parse(JSON.stringify(packRows(rows))) as ReturnType<typeof packRows>;
          expect(unpackRows(packed)).toEqual(rows);
        },
      ),
    );
  });

  it('[S10] name each field once', () => {
    const rows = [
      { id: 'a', open: 1 },
      { id: 'b', open: 2 },
    ];
    expect(packRows(rows)).toEqual({
      columns: ['id', 'open'],
      rows: [
        ['a', 1],
        ['b', 2],
      ],
    });
  });
});
