import type { LogEvent, Stamp } from '@citybrain/domain';
import type { TicketHistoryEntry } from '@citybrain/protocol';

/** What a step says besides who made it; the rest of its data is the fold's business. */
const SHOWN = new Set([
  'reason', 'told', 'isFound', 'classification', 'condition', 'disposition', 'leadName', 'leader', 'isDesignated',
  'legalBasis', 'isLocked', 'isReached', 'isFirstResponse', 'days', 'oldDueAt', 'newDueAt', 'resumeOn', 'resumeAt',
  'needsCallback', 'result', 'newFacts', 'into', 'member', 'from', 'to', 'rule', 'mark', 'sourceStatus', 'dueAt',
  'lead', 'unit', 'task', 'notice', 'whistle', 'proposal', 'piece', 'suggestedUnit', 'isTransferred',
]); // prettier-ignore

/** An entry of a ticket's stream as it is shown: who, when, what, and the words that were said. */
export function historyEntry(event: LogEvent): TicketHistoryEntry {
  const { sequence, version, type, happenedAt, recordedAt, causedBy } = event;
  const data = event.data as { readonly by?: Stamp; readonly note?: string | null; readonly life?: { by: Stamp } };
  const by = data.by ?? data.life?.by ?? null;
  const detail = Object.fromEntries(Object.entries(data).filter(([key]) => SHOWN.has(key)));
  return { sequence, version, type, happenedAt, recordedAt, causedBy, by, note: data.note ?? null, detail };
}
