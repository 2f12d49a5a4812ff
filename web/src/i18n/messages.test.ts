import { DISPOSITIONS, INCIDENT_KINDS, REGION_LEVELS, TICKET_FLAGS, TICKET_STATUSES } from '@citybrain/domain';
import { CONNECTION_STATES } from '@citybrain/live-client';
import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

const flat = (messages: object, prefix = ''): Map<string, string> =>
  new Map(
    Object.entries(messages).flatMap(([key, value]: [string, unknown]): [string, string][] =>
      typeof value === 'object' && value !== null
        ? [...flat(value, `${prefix}${key}.`)]
        : [[prefix + key, String(value)]],
    ),
  );
/** The text of every source file but tests, by path. */
const sources = Object.entries(
  import.meta.glob<string>('../**/*.{vue,ts}', { query: '?raw', import: 'default', eager: true }),
).filter(([path]) => !path.endsWith('.test.ts'));
const zh = flat(zhCn);
const english = flat(en);
const holesOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe('the words of the screens', () => {
  test('every language has every key', () => {
    expect([...english.keys()].sort()).toEqual([...zh.keys()].sort());
  });

  test.each([...zh])('%s has words and the same holes in every language', (key, text) => {
    expect(text.trim()).not.toBe('');
    expect(english.get(key)?.trim()).not.toBe('');
    expect(holesOf(english.get(key) ?? '')).toEqual(holesOf(text));
  });

  test('every key that a screen names is there', () => {
    expect(sources.length).toBeGreaterThan(20);
    for (const [file, text] of sources) {
      const named = [...text.matchAll(/\bte?\('([\w.-]+)'/g)].map(([, key]) => key ?? '');
      expect(
        named.filter((key) => !zh.has(key)),
        file,
      ).toEqual([]);
    }
  });

  test('every key that a screen puts together is there', () => {
    const keys = [
      ...CONNECTION_STATES.map((state) => `state.${state}`),
      ...DISPOSITIONS.map((disposition) => `dispositions.${disposition}`),
      ...INCIDENT_KINDS.map((kind) => `incidents.${kind}`),
      ...REGION_LEVELS.map((level) => `level.${level}`),
      ...TICKET_FLAGS.map((flag) => `ticket.flag.${flag}`),
      ...TICKET_STATUSES.map((status) => `ticket.status.${status}`),
    ];
    expect(keys.filter((key) => !zh.has(key))).toEqual([]);
  });

  test('every message that is in the language of the house is used somewhere', () => {
    const text = sources.map(([, source]) => source).join('\n');
    const stems = new Set([...text.matchAll(/`([\w.]+)\.\$\{/g)].map(([, stem]) => stem ?? ''));
    const isUsed = (key: string): boolean =>
      text.includes(`'${key}'`) || [...stems].some((stem) => key.startsWith(`${stem}.`));
    expect([...zh.keys()].filter((key) => !isUsed(key))).toEqual([]);
  });
});
