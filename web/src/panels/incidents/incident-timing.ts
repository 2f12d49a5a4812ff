import type { IncidentRow } from '../../live/words.ts';

const DAY_MS = 86_400_000;

/** Where an incident stands in its window. */
export type IncidentTiming =
  | { readonly kind: 'startsIn'; readonly milliseconds: number }
  | { readonly kind: 'dayOf'; readonly day: number; readonly days: number; readonly endsAt: number }
  | { readonly kind: 'since'; readonly milliseconds: number }
  | { readonly kind: 'over' };

/** A window of two days or more is counted in days, by 24 hours from its start. */
export function timingOf(row: Pick<IncidentRow, 'status' | 'startsAt' | 'endsAt'>, asOf: number): IncidentTiming {
  if (row.status === 'ended' || row.status === 'cancelled') return { kind: 'over' };
  if (row.status === 'announced' && row.startsAt > asOf) return { kind: 'startsIn', milliseconds: row.startsAt - asOf };
  if (row.endsAt !== null && row.endsAt - row.startsAt >= 2 * DAY_MS && asOf >= row.startsAt) {
    const days = Math.ceil((row.endsAt - row.startsAt) / DAY_MS);
    return {
      kind: 'dayOf',
      day: Math.min(days, Math.floor((asOf - row.startsAt) / DAY_MS) + 1),
      days,
      endsAt: row.endsAt,
    };
  }
  return { kind: 'since', milliseconds: Math.max(0, asOf - row.startsAt) };
}

/** Graded before ungraded, the gravest first; under way before announced; the latest start first. */
export function orderIncidents<Row extends Pick<IncidentRow, 'id' | 'status' | 'grade' | 'startsAt'>>(
  rows: Iterable<Row>,
): Row[] {
  const shown = [...rows].filter(({ status }) => status === 'started' || status === 'announced');
  const state = (row: Row): number => (row.status === 'started' ? 0 : 1);
  return shown.sort(
    (a, b) =>
      (a.grade ?? 9) - (b.grade ?? 9) || state(a) - state(b) || b.startsAt - a.startsAt || (a.id < b.id ? -1 : 1),
  );
}
