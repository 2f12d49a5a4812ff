import { describe, expect, it } from 'vitest';
import { checkText, MAX_DEPTH } from './check-text.ts';

const fault = (item: unknown): unknown => {
  const checked = checkText(item);
  return checked.ok ? null : [checked.fault.code, checked.fault.path];
};

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('what text may hold', () => {
  it.each<[string, unknown, unknown]>([
    ['a NUL', { title: 'a\u0000b' }, ['text-not-storable', '/title']],
    ['the first half of a pair', { title: '\ud83d' }, ['text-not-storable', '/title']],
    ['the second half of a pair', { labels: { a: '\ude00' } }, ['text-not-storable', '/labels/a']],
    ['halves in the wrong order', { title: '\ude00\ud83d' }, ['text-not-storable', '/title']],
    ['a NUL in a key', { labels: { 'a\u0000': '1' } }, ['text-not-storable', '/labels']],
    ['half a pair in a key', { '\ud83d': 1 }, ['text-not-storable', null]],
    ['a NUL in a list', { readings: [{ name: 'ok' }, { name: '\u0000' }] }, ['text-not-storable', '/readings/1/name']],
    ['a NUL behind a key that needs escaping', { 'a/b~c': '\u0000' }, ['text-not-storable', '/a~1b~0c']],
    ['a bare string with a NUL', '\u0000', ['text-not-storable', null]],
  ])('[I10] is not %s', (_, item, expected) => {
    expect(fault(item)).toEqual(expected);
  });

  it.each(['😀𠮷', '\u0001\u001f\u007f', '\ufeff\u200b\u202e', '\uffff\ufffe', ''])('[I10] is %j', (title) => {
    expect(fault({ title, [title]: title })).toBeNull();
  });

  it('[I10] is nested no deeper than a record of a matter can be', () => {
    expect(fault(nested(MAX_DEPTH))).toBeNull();
    expect(fault(nested(MAX_DEPTH + 1))).toEqual(['nested-too-deep', null]);
    expect(fault(nested(10_000))).toEqual(['nested-too-deep', null]);
    expect(fault(nested(1_000_000))).toEqual(['nested-too-deep', null]);
  });
});
