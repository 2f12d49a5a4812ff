import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sliceElements } from './json-slices.ts';

it('keeps each element to the letter: order of keys, double keys, long numbers', () => {
  expect(sliceElements('[ {"a":1,"a":2 } , 1e999,"x,]\\"[", [[],{}], null ]')).toEqual([
    '{"a":1,"a":2 }',
    '1e999',
    '"x,]\\"["',
    '[[],{}]',
    'null',
  ]);
  expect(sliceElements(' [ ] ')).toEqual([]);
});

it('does not recurse', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(sliceElements(`[${deep},1]`)).toEqual([deep, '1']);
});

it('cuts any array where a parser would', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (values) => {
      const slices = sliceElements(JSON.stringify(values, null, 1));
      expect(slices.map((slice) => JSON.parse(slice) as unknown)).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});
