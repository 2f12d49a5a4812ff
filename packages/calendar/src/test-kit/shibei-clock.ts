import { instant, parseLimitAmount, type ClockMode, type ClockRun, type Instant, type Pause } from '@citybrain/domain';
import { DateTime } from 'luxon';
import { createWorkCalendar } from '../create-work-calendar.ts';

const SHANGHAI = 'Asia/Shanghai';

export const SHIBEI = createWorkCalendar({ zone: SHANGHAI, holidays: 'cn' });

/** `2026-02-13 16:30`, local time, as an instant. */
export const at = (text: string, zone = SHANGHAI): Instant => {
  const time = DateTime.fromSQL(text, { zone });
  if (!time.isValid) throw new Error(`"${text}" is no time`);
  return instant(time.toMillis());
};

/** An instant as `2026-02-13 16:30`, local time. */
export const shown = (time: Instant | null, zone = SHANGHAI): string | null =>
  time === null ? null : DateTime.fromMillis(time, { zone }).toFormat('yyyy-MM-dd HH:mm');

/** `pause('2026-02-13 17:00', '2026-02-13 17:30')`; null: no end. */
export const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to) });

/** `run('accrual', '2026-02-13 16:30', '4h')`. */
export const run = (mode: ClockMode, start: string, amount: string, ...pauses: Pause[]): ClockRun => {
  const parsed = parseLimitAmount(amount);
  if (parsed === null) throw new Error(`"${amount}" is no amount`);
  return { startedAt: at(start), limit: { mode, ...parsed }, pauses };
};
