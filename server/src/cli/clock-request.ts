import {
  CLOCK_MODES,
  findLimitProblem,
  type Instant,
  mergePauses,
  parseLimitAmount,
  type ClockMode,
  type ClockRun,
  type Limit,
  type Pause,
} from '@citybrain/domain';
import { parseTime } from '../feeds/parse-time.ts';

/** A deadline that is asked for, as read from flags or from a line of JSON. */
export interface ClockRequest {
  /** Comes back with the answer; absent when none was given. */
  readonly id?: string | number;
  readonly amount: string;
  readonly run: ClockRun;
}

/** What is wrong with a request. `message` follows the name of the field. */
export interface ClockRequestProblem {
  readonly code: 'not-an-object' | 'unknown-field' | 'bad-id' | 'bad-mode' | 'bad-start' | 'bad-amount' | 'bad-pause';
  readonly field: string;
  readonly message: string;
}

const FIELDS: readonly string[] = ['id', 'mode', 'start', 'amount', 'pauses'];

/** @param zone of times without an offset */
export function readClockRequest(value: unknown, zone: string): ClockRequest | ClockRequestProblem {
  if (!isRecord(value)) return problem('not-an-object', 'line', 'must be an object with mode, start and amount');
  const unknown = Object.keys(value).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) return problem('unknown-field', unknown, `is unknown; there are: ${FIELDS.join(', ')}`);
  const { id, mode: modeName, start, amount, pauses: given = [] } = value;
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
    return problem('bad-id', 'id', `${shown(id)}: it must be a text or a number`);
  }
  const mode = CLOCK_MODES.find((known) => known === modeName);
  if (mode === undefined) {
    return problem('bad-mode', 'mode', `${shown(modeName)}: it must be one of ${CLOCK_MODES.join(', ')}`);
  }
  const startedAt = timeOf(start, zone);
  if (startedAt === null) {
    return problem('bad-start', 'start', `${shown(start)}: it must be a time such as 2026-02-13T16:30`);
  }
  const limit = readLimit(mode, amount);
  if ('code' in limit) return limit;
  const pauses = readPauses(given, zone);
  if ('code' in pauses) return pauses;
  const run = { startedAt, limit, pauses: mergePauses(pauses) };
  return { ...(id === undefined ? {} : { id }), amount: String(amount).trim(), run };
}

function readLimit(mode: ClockMode, amount: unknown): Limit | ClockRequestProblem {
  const parsed = typeof amount === 'string' ? parseLimitAmount(amount) : null;
  if (parsed === null) {
    return problem('bad-amount', 'amount', `${shown(amount)}: it must be an amount such as 90m, 4h, 1.5h or 2d`);
  }
  const limit = { mode, ...parsed };
  const wrong = findLimitProblem(limit);
  return wrong === null ? limit : problem('bad-amount', 'amount', `${shown(amount)}: ${wrong.message}`);
}

const MOST_PAUSES = 1_000;

function readPauses(given: unknown, zone: string): readonly Pause[] | ClockRequestProblem {
  if (!Array.isArray(given)) return problem('bad-pause', 'pauses', `${shown(given)}: it must be a list of pauses`);
  if (given.length > MOST_PAUSES) {
    return problem('bad-pause', 'pauses', `holds ${given.length} pauses: at most ${MOST_PAUSES} are taken`);
  }
  const pauses: Pause[] = [];
  for (const entry of given as readonly unknown[]) {
    const pause = readPause(entry, zone);
    if (pause === null) {
      const wanted = 'a pause has a time from and a later time to, or no end (null, or nothing behind the /)';
      return problem('bad-pause', 'pauses', `holds ${JSON.stringify(entry)}: ${wanted}`);
    }
    pauses.push(pause);
  }
  return pauses;
}

/** `{"from": …, "to": …}`, or `from/to` as the flag has it. */
function readPause(entry: unknown, zone: string): Pause | null {
  const parts = typeof entry === 'string' ? partsOf(entry) : entry;
  if (!isRecord(parts) || Object.keys(parts).length !== 2) return null;
  const from = timeOf(parts['from'], zone);
  if (from === null) return null;
  if (parts['to'] === null) return { from, to: null };
  const to = timeOf(parts['to'], zone);
  return to === null || to <= from ? null : { from, to };
}

function partsOf(text: string): unknown {
  const [from, to, ...more] = text.split('/');
  return more.length > 0 || to === undefined ? null : { from, to: to.trim() === '' ? null : to };
}

const timeOf = (text: unknown, zone: string): Instant | null =>
  typeof text === 'string' ? parseTime(text, zone) : null;

const shown = (value: unknown): string =>
  value === undefined ? 'is missing' : `is ${JSON.stringify(value).slice(0, 200)}`;

const problem = (code: ClockRequestProblem['code'], field: string, message: string): ClockRequestProblem => ({
  code,
  field,
  message,
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
