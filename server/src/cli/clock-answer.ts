import { dueOf, explainClock, tiersOf, type ClockStep, type WorkCalendar } from '@citybrain/domain';
import type { ClockRequest } from './clock-request.ts';
import type { LocalTimes } from './local-times.ts';

/** What turns a request into an answer. */
export interface ClockDesk {
  readonly calendar: WorkCalendar;
  readonly times: LocalTimes;
}

interface StepAnswer {
  readonly from: string;
  readonly to: string;
  readonly counted: boolean;
  readonly why: string;
  readonly name: string | null;
  readonly countedMs: number;
}

/** The answer to one line of a batch. */
export function shortAnswer({ id, run }: ClockRequest, withSteps: boolean, { calendar, times }: ClockDesk): object {
  const { dueAt, isProvisional } = dueOf(run, calendar);
  return {
    ...(id === undefined ? {} : { id }),
    due: dueAt === null ? null : times.iso(dueAt),
    provisional: isProvisional,
    ...(withSteps ? { steps: explainClock(run, calendar).map((step) => stepAnswer(step, times)) } : {}),
  };
}

/** The answer of `--json`. Times are local, with their offset; null while a pause has no end. */
export function fullAnswer({ run, amount }: ClockRequest, { calendar, times }: ClockDesk): object {
  const { dueAt, warnAt, halfAt, purpleAt, isProvisional } = tiersOf(run, calendar);
  const iso = (at: typeof dueAt): string | null => (at === null ? null : times.iso(at));
  return {
    due: iso(dueAt),
    provisional: isProvisional,
    mode: run.limit.mode,
    start: iso(run.startedAt),
    amount,
    pauses: run.pauses.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
    half: iso(halfAt),
    warn: iso(warnAt),
    purple: iso(purpleAt),
    calendar: calendar.version,
    steps: explainClock(run, calendar).map((step) => stepAnswer(step, times)),
  };
}

const stepAnswer = ({ from, to, isCounted, why, name, countedMs }: ClockStep, { iso }: LocalTimes): StepAnswer => ({
  from: iso(from),
  to: iso(to),
  counted: isCounted,
  why,
  name,
  countedMs,
});

/** The answer for a person: a table of the steps, then the due. */
export function tableAnswer({ run, amount }: ClockRequest, { calendar, times }: ClockDesk): string {
  const { dueAt, warnAt, purpleAt, isProvisional } = tiersOf(run, calendar);
  const short = (at: typeof dueAt): string => (at === null ? 'not known: a pause has no end' : times.short(at));
  const steps = explainClock(run, calendar);
  const total = steps.reduce((sum, step) => sum + step.countedMs, 0);
  return [
    `${run.limit.mode} ${amount} from ${short(run.startedAt)}`,
    '',
    row(['from', 'to', 'counted', 'why']),
    ...steps.map((step) =>
      row([
        short(step.from),
        short(step.to),
        inWords(step.countedMs),
        `${step.why}${step.name ? ` ${step.name}` : ''}`,
      ]),
    ),
    row(['', '', inWords(total), 'counted in all']),
    '',
    `warn    ${short(warnAt)}`,
    `due     ${short(dueAt)}${isProvisional ? '  (provisional: the notice for a year is not known yet)' : ''}`,
    `purple  ${short(purpleAt)}`,
    `calendar: ${calendar.version}`,
  ].join('\n');
}

const WIDTHS = [18, 18, 12, 0];

const row = (cells: readonly string[]): string =>
  cells
    .map((cell, column) => cell.padEnd(WIDTHS[column] ?? 0))
    .join('')
    .trimEnd();

/** `1h 30m`, `45s`; `—` for nothing. */
function inWords(ms: number): string {
  if (ms === 0) return '—';
  const seconds = Math.floor(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
    [ms % 1000, 'ms'],
  ] as const;
  return parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value}${unit}`)
    .join(' ');
}
