import type { Duty } from './duty.ts';
import { sharesDays } from './in-force.ts';

/** Rows for the same category, region and disposition that share a day: the later row, and one above it. */
export function findDutyOverlaps(duties: readonly Duty[]): { readonly row: number; readonly earlier: Duty }[] {
  const byKey = new Map<string, Duty[]>();
  return duties.flatMap((duty, row) => {
    const key = JSON.stringify([duty.category, duty.regionId, duty.disposition]);
    const same = byKey.get(key) ?? [];
    const earlier = same.find((other) => sharesDays(other, duty));
    byKey.set(key, [...same, duty]);
    return earlier ? [{ row, earlier }] : [];
  });
}
