import { DAY_MS, HOUR_MS, MINUTE_MS } from '../instant.ts';
import type { Limit, LimitUnit } from '../limit.ts';

/** How much of which unit: a limit without its mode. */
export type LimitAmount = Pick<Limit, 'n' | 'unit'>;

const AMOUNT = /^(\d{1,9}(?:\.\d{1,4})?)\s?([mhd])$/;
const UNITS: Readonly<Record<string, LimitUnit>> = { m: 'minute', h: 'hour', d: 'day' };

/** `90m`, `4h`, `1.5h` or `2d` as an amount; null when it is none. What a mode can take is `findLimitProblem`'s to say. */
export function parseLimitAmount(text: string): LimitAmount | null {
  const [, n, letter = ''] = AMOUNT.exec(text.trim()) ?? [];
  const unit = UNITS[letter];
  return n === undefined || unit === undefined ? null : { n: Number(n), unit };
}

/** Ten years with their leap days; no limit of any rule comes near it. */
export const LONGEST_LIMIT_DAYS = 3_653;

export const LIMIT_UNIT_MS: Readonly<Record<LimitUnit, number>> = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

export const LIMIT_PROBLEMS = ['not-positive', 'too-long', 'not-whole-days'] as const;

/** Why a mode can't take an amount. */
export interface LimitProblem {
  readonly why: (typeof LIMIT_PROBLEMS)[number];
  readonly message: string;
}

/** What keeps the limit from being counted, or null. Every limit that comes from outside passes here. */
export function findLimitProblem({ mode, n, unit }: Limit): LimitProblem | null {
  const ms = n * LIMIT_UNIT_MS[unit];
  // Less than a millisecond is nothing: instants are whole milliseconds.
  if (!(ms >= 1)) return { why: 'not-positive', message: `a limit must be more than 0, not ${n} ${unit}s` };
  if (ms > LONGEST_LIMIT_DAYS * DAY_MS) {
    return { why: 'too-long', message: `a limit is at most ${LONGEST_LIMIT_DAYS} days, not ${n} ${unit}s` };
  }
  const isDayMode = mode === 'legal-day' || mode === 'calendar-day';
  if (isDayMode && (unit !== 'day' || !Number.isInteger(n))) {
    return {
      why: 'not-whole-days',
      message: `${mode} counts whole days such as 2d, not ${n} ${unit}s; continuous and accrual count hours and minutes`,
    };
  }
  return null;
}
