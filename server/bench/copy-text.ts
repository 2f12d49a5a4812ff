/** Values as COPY's text format and PostgreSQL's own output write them. */

export const COPY_NULL = '\\N';

/** What COPY's text format gives a meaning of its own. */
export const copyText = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');

const DAY_MS = 86_400_000;
const days = new Map<number, string>();
const TWO = Array.from({ length: 60 }, (_, index) => String(index).padStart(2, '0'));

/** An instant as timestamptz reads it; ten times quicker than `toISOString`. */
export function timeText(at: number): string {
  const day = Math.floor(at / DAY_MS);
  let date = days.get(day);
  if (date === undefined) days.set(day, (date = new Date(day * DAY_MS).toISOString().slice(0, 10)));
  const ms = at - day * DAY_MS;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}`;
  const rest = ms - seconds * 1000;
  return rest === 0 ? `${date} ${clock}+00` : `${date} ${clock}.${String(rest).padStart(3, '0')}+00`;
}
