import type { Ticket } from './ticket.ts';
import type { TicketEvent, TicketReported } from './ticket-events.ts';
import { beginLife, evolveLife } from './ticket-life/evolve-life.ts';

const NO_MARKS: Ticket['marks'] = [];

/** Folds one event of a ticket's stream. @throws RangeError when a stream does not start with its report. */
export function evolveTicket(ticket: Ticket | null, event: TicketEvent): Ticket {
  if (event.type === 'TicketReported') return reportedTicket(event);
  if (!ticket) throw new RangeError(`${event.type} before TicketReported`);
  switch (event.type) {
    case 'TicketUpdated':
      return {
        ...ticket,
        sourceUpdatedAt: event.data.sourceUpdatedAt,
        reportedAt: event.data.reportedAt ?? ticket.reportedAt,
        disposedAt: event.data.disposedAt === null ? null : ticket.disposedAt,
        facts: { ...ticket.facts, ...event.data.changes },
        flags: event.data.flags,
      };
    case 'TicketDisposed':
      if ('by' in event.data) return evolveLife(ticket, { ...event, data: event.data });
      return {
        ...ticket,
        sourceUpdatedAt: event.data.sourceUpdatedAt,
        disposedAt: event.happenedAt,
        status: ticket.status === 'closed' ? 'closed' : 'disposed',
      };
    case 'TicketClosed':
      if ('by' in event.data) return evolveLife(ticket, { ...event, data: event.data });
      return {
        ...ticket,
        sourceUpdatedAt: event.data.sourceUpdatedAt,
        closedAt: event.happenedAt,
        status: 'closed',
      };
    default:
      return evolveLife(ticket, event);
  }
}

function reportedTicket({ happenedAt, data }: TicketReported): Ticket {
  const { source, sourceId, facts, flags, sourceUpdatedAt, life } = data;
  const ticket: Ticket = {
    source,
    sourceId,
    status: 'reported',
    reportedAt: happenedAt,
    disposedAt: null,
    closedAt: null,
    sourceUpdatedAt,
    facts,
    flags,
    marks: NO_MARKS,
    work: null,
  };
  return life ? beginLife(ticket, life) : ticket;
}
