import {
  ACTOR_KINDS,
  CLOCK_KINDS,
  CLOCK_TIERS,
  COUNTED_BECAUSE,
  DEMAND_KINDS,
  DISPOSITIONS,
  EXCLUSION_REASONS,
  INCIDENT_KINDS,
  MEASURE_IDS,
  MOVES,
  NOT_COUNTED_BECAUSE,
  NOTICE_KINDS,
  PHASES,
  PRIORITIES,
  REFUSAL_CODES,
  REFUSE_REASONS,
  REGION_LEVELS,
  RETURN_REASONS,
  TICKET_FLAGS,
  TICKET_STATUSES,
  UNIT_KINDS,
  type TicketLifeEvent,
} from '@citybrain/domain';
import { CONNECTION_STATES } from '@citybrain/live-client';
import { PENDING_WORDS } from '@citybrain/protocol';
import { describe, expect, test } from 'vitest';
import { DIRECTIONS, MEASURE_GROUP_IDS } from '../panels/measure-table/measure-groups.ts';
import { PERIOD_WORDS } from '../panels/measure-table/measure-period.ts';
import { DESK_STAGES } from '../panels/ticket-desk-queue/desk-stages.ts';
import { MOVE_FORMS } from '../panels/ticket-desk/move-forms.ts';
import { REPORT_FIELDS } from '../panels/report-matter/report-body.ts';
import { CONSOLE_ACTIONS } from '../screens/console/console-keys.ts';
import { FORM_PROBLEMS } from '../ui/forms/form-body.ts';
import type { FormField } from '../ui/forms/form-field.ts';
import { DESK_MESSAGES } from './desk-messages.ts';
import { en as wallEn } from './en.ts';
import { MEASURE_MESSAGES } from './measure-messages.ts';
import { zhCn as wallZhCn, type Messages } from './zh-cn.ts';

const zhCn = { ...wallZhCn, ...DESK_MESSAGES['zh-CN'], ...MEASURE_MESSAGES['zh-CN'] };
const en = { ...wallEn, ...DESK_MESSAGES.en, ...MEASURE_MESSAGES.en };
/** A step of a ticket's life without a word does not compile. */
const EVERY_STEP_HAS_A_WORD: TicketLifeEvent['type'] extends keyof Messages['event'] ? true : never = true;

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
    expect(EVERY_STEP_HAS_A_WORD).toBe(true);
    expect(keys.filter((key) => !zh.has(key))).toEqual([]);
  });

  test.each([
    ['actor', ACTOR_KINDS],
    ['clock', CLOCK_KINDS],
    ['demandKind', DEMAND_KINDS],
    ['formProblem', FORM_PROBLEMS],
    ['key', CONSOLE_ACTIONS],
    ['light', CLOCK_TIERS],
    ['move', MOVES],
    ['moveNote', MOVES.filter((move) => move !== 'add-evidence')],
    ['noticeKind', NOTICE_KINDS],
    ['pending', PENDING_WORDS],
    ['phase', PHASES],
    ['priority', PRIORITIES],
    ['refusal', REFUSAL_CODES],
    ['refuseReason', REFUSE_REASONS],
    ['returnReason', RETURN_REASONS],
    ['stage', DESK_STAGES],
    ['unitKind', UNIT_KINDS],
    ['why', [...COUNTED_BECAUSE, ...NOT_COUNTED_BECAUSE]],
  ])('the console has a word for each %s', (stem, words: readonly string[]) => {
    expect(words.filter((word) => !zh.has(`desk.${stem}.${word}`))).toEqual([]);
  });

  test.each([
    ['name', MEASURE_IDS],
    ['means', MEASURE_IDS],
    ['group', MEASURE_GROUP_IDS],
    ['direction', DIRECTIONS],
    ['reason', EXCLUSION_REASONS],
    ['word', PERIOD_WORDS],
  ])('the measures have a word for each %s', (stem, words: readonly string[]) => {
    expect(words.filter((word) => !zh.has(`measures.${stem}.${word}`))).toEqual([]);
  });

  test('every field of a form has its label, its hint and the words of its choices', () => {
    const fields: readonly FormField[] = [...Object.values(MOVE_FORMS).flat(), ...REPORT_FIELDS];
    const wanted = fields.flatMap((field) => [
      `desk.field.${field.label ?? field.name}`,
      ...(field.hint === undefined ? [] : [`desk.hint.${field.hint}`]),
      ...(field.kind === 'choice' ? field.options.map((option) => `${field.words}.${option}`) : []),
      ...(field.kind === 'yesNo' ? ['yes', 'no'].map((word) => `desk.yesNo.${field.name}.${word}`) : []),
    ]);
    expect(wanted.filter((key) => !zh.has(key))).toEqual([]);
  });

  test('every message that is in the language of the house is used somewhere', () => {
    const text = sources.map(([, source]) => source).join('\n');
    const stems = new Set([...text.matchAll(/`([\w.]+)\.\$\{/g)].map(([, stem]) => stem ?? ''));
    /** `desk.outcome` for `desk.outcome.reached`: handed on as a word and put together elsewhere. */
    const isStemNamed = (key: string): boolean => text.includes(`'${key.slice(0, key.lastIndexOf('.'))}'`);
    const isUsed = (key: string): boolean =>
      text.includes(`'${key}'`) ||
      (key.startsWith('desk.') && key.split('.').length > 2 && isStemNamed(key)) ||
      [...stems].some((stem) => key.startsWith(`${stem}.`));
    expect([...zh.keys()].filter((key) => !isUsed(key))).toEqual([]);
  });
});
