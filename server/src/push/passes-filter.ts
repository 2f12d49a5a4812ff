import { isAwaitingCheck, isUnfinished, type Instant } from '@citybrain/domain';
import type { TopicFilter } from '@citybrain/protocol';
import type { HeldTicket } from '../views/view.ts';

/** Whether an open ticket is one of those that a filter lets through, as the counters of the same name count it. */
export function passesFilter({ ticket }: HeldTicket, filter: TopicFilter, asOf: Instant): boolean {
  const { dueAt, place } = ticket.facts;
  switch (filter) {
    case 'all':
      return true;
    case 'overdue':
      return isUnfinished(ticket) && dueAt !== null && dueAt < asOf;
    case 'awaiting-check':
      return isAwaitingCheck(ticket);
    case 'unplaced':
      return place.source === 'none' || place.source === 'outside';
    case 'supervised':
      return ticket.work?.notices.some(({ kind }) => kind !== 'urge') ?? false;
  }
}
