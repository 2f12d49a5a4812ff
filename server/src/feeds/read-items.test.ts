import { describe, expect, it } from 'vitest';
import { readJsonItems, readLineItems, UnreadableBody } from './read-items.ts';

const codeOf = (read: () => unknown): unknown => {
  try {
    read();
    return null;
  } catch (error) {
    return error instanceof UnreadableBody ? error.code : error;
  }
};

describe('a JSON body', () => {
  it('is a list of items, or one', () => {
    const items = readJsonItems(Buffer.from('[{"a":1},2]'), 10);
    expect(items.map(({ index, value, fault }) => [index, value, fault])).toEqual([
      [0, { a: 1 }, null],
      [1, 2, null],
    ]);
    expect(items[0]?.raw().toString()).toBe('{"a":1}');
    expect(readJsonItems(Buffer.from('{"a":1}'), 10)).toHaveLength(1);
    expect(readJsonItems(Buffer.from('[]'), 10)).toEqual([]);
  });

  it('may begin with a byte order mark', () => {
    expect(readJsonItems(Buffer.from('\ufeff[1]'), 10)).toHaveLength(1);
  });

  it('[I13] keeps the last of duplicate keys', () => {
    expect(readJsonItems(Buffer.from('{"id":"1","id":"2"}'), 1)[0]?.value).toEqual({ id: '2' });
  });

  it('[I12] is refused as a whole when it can not be read', () => {
    expect(codeOf(() => readJsonItems(Buffer.from('[1,'), 10))).toBe('not-json');
    expect(codeOf(() => readJsonItems(Buffer.from(''), 10))).toBe('not-json');
    expect(codeOf(() => readJsonItems(Buffer.from([0x22, 0xc3, 0x28, 0x22]), 10))).toBe('not-utf8');
    expect(codeOf(() => readJsonItems(Buffer.from([0xc2, 0xb7, 0xb5, 0xc6]), 10))).toBe('not-utf8');
    expect(codeOf(() => readJsonItems(Buffer.from('[1,2,3]'), 2))).toBe('too-many-items');
  });

  it('writes down for quarantine even what is nested beyond any stack', () => {
    const depth = 100_000;
    const [item] = readJsonItems(Buffer.from('['.repeat(depth) + ']'.repeat(depth)), 10);
    expect(item?.raw().length).toBeGreaterThan(0);
  });
});

describe('an NDJSON body', () => {
  it('[I12] refuses a broken line alone and names it as an editor counts', () => {
    const items = readLineItems(Buffer.from('{"a":1}\r\n\n{"b":\n  {"c":3}  \n'), 10);
    expect(items.map(({ index, value, fault }) => [index, value, fault?.code ?? null])).toEqual([
      [0, { a: 1 }, null],
      [1, null, 'not-json'],
      [2, { c: 3 }, null],
    ]);
    expect(items[1]?.fault?.message).toContain('line 3');
    expect(items[1]?.raw().toString()).toBe('{"b":');
  });

  it('[I10] names a broken line in words that any store can hold', () => {
    const [item] = readLineItems(Buffer.from('\u0000{"a":"\ud83d\u0000"'), 10);
    expect(item?.fault?.message).not.toContain('\u0000');
    expect(item?.fault?.message.isWellFormed()).toBe(true);
  });

  it('may be empty', () => {
    expect(readLineItems(Buffer.from('\n \n'), 10)).toEqual([]);
  });
});
