import type { CivilDate } from '@citybrain/domain';
import { readSlots, type SlotTimes } from './slot-times.ts';

/** What an override file says of one day. */
export interface DayOverride {
  readonly kind: 'off' | 'makeup';
  readonly name: string;
}

/** An override file: its days win over the notices, and a year that it lists is loaded. */
export interface CalendarOverrides {
  readonly years: ReadonlySet<number>;
  readonly days: ReadonlyMap<CivilDate, DayOverride>;
  readonly slots: ReadonlyMap<number, readonly SlotTimes[]>;
}

export const NO_OVERRIDES: CalendarOverrides = { years: new Set(), days: new Map(), slots: new Map() };

/** The overrides, or every entry that is wrong, named as `2027.off.2027-02-30`. */
export type ReadOverrides = { readonly overrides: CalendarOverrides } | { readonly problems: readonly string[] };

/**
 * Reads what was parsed from an override file:
 * `{"2027": {"off": {"2027-02-06": "春节"}, "makeup": {"2027-02-20": "春节"}, "slots": [["08:30", "12:00"]]}}`.
 * A notice may speak of the December before its year.
 */
export function readCalendarOverrides(value: unknown): ReadOverrides {
  const draft: Draft = { years: new Set(), days: new Map(), slots: new Map(), problems: [] };
  if (!isRecord(value)) return { problems: ['it must be an object with a year for each key, such as {"2027": {…}}'] };
  for (const [key, entry] of Object.entries(value)) {
    if (!/^[12]\d{3}$/.test(key)) draft.problems.push(`${key}: must be a year such as 2027`);
    else if (!isRecord(entry)) draft.problems.push(`${key}: must be an object with off, makeup or slots`);
    else readYear(Number(key), entry, draft);
  }
  return draft.problems.length > 0 ? { problems: draft.problems } : { overrides: draft };
}

interface Draft {
  readonly years: Set<number>;
  readonly days: Map<CivilDate, DayOverride>;
  readonly slots: Map<number, readonly SlotTimes[]>;
  readonly problems: string[];
}

function readYear(year: number, entry: Readonly<Record<string, unknown>>, draft: Draft): void {
  draft.years.add(year);
  for (const [part, value] of Object.entries(entry)) {
    if (part === 'off' || part === 'makeup') readDays(year, part, value, draft);
    else if (part === 'slots') {
      const slots = readSlots(value);
      if (typeof slots === 'string') draft.problems.push(`${year}.slots: ${slots}`);
      else draft.slots.set(year, slots);
    } else draft.problems.push(`${year}.${part}: is unknown; a year has off, makeup and slots`);
  }
}

function readDays(year: number, kind: DayOverride['kind'], value: unknown, draft: Draft): void {
  if (!isRecord(value)) {
    draft.problems.push(`${year}.${kind}: must be an object of dates with names, such as {"${year}-10-01": "国庆节"}`);
    return;
  }
  for (const [date, name] of Object.entries(value)) {
    const problem = dayProblem(year, date, name, draft.days.get(date as CivilDate));
    if (problem === null) draft.days.set(date as CivilDate, { kind, name: (name as string).trim() });
    else draft.problems.push(`${year}.${kind}.${date}: ${problem}`);
  }
}

const LONGEST_NAME = 40;

function dayProblem(year: number, date: string, name: unknown, other: DayOverride | undefined): string | null {
  if (!isDate(date)) return `is no date; write it as ${year}-10-01`;
  if (!date.startsWith(`${year}-`) && !date.startsWith(`${year - 1}-12-`)) {
    return `lies neither in ${year} nor in the December before; put it under its own year`;
  }
  if (typeof name !== 'string' || name.trim() === '') return 'needs the name of the holiday, such as "春节"';
  if (name.length > LONGEST_NAME) return `has a name of ${name.length} characters; at most ${LONGEST_NAME} are shown`;
  return other === undefined ? null : `is listed before as ${other.kind}; a day is listed once`;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
