import { isUnfinished, type ClockTier } from '@citybrain/domain';
import { isLate } from './is-late.ts';
import { hasDoubtfulTarget } from './ticket-target.ts';
import type { TicketRow } from './words.ts';

/**
 * The light of a ticket: how far its deadline has been passed. The log says so; a
 * deadline that passed since the log said anything is told by the clock. What was
 * disposed of, and what nobody can say a deadline of, has none.
 */
export function lightOf(row: Pick<TicketRow, 'status' | 'dueAt' | 'flags' | 'tier'>, asOf: number): ClockTier | null {
  if (!isUnfinished(row) || row.status === 'suspended' || hasDoubtfulTarget(row)) return null;
  if (row.tier === 'purple') return 'purple';
  return isLate(row, asOf) || row.tier === 'breached' ? 'breached' : row.tier;
}
