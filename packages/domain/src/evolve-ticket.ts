import type { Ticket } from './ticket.ts';
import type { TicketEvent } from './ticket-events.ts';

/** Folds one event of a ticket's stream. @throws RangeError when a stream does not start with its report. */
export function evolveTicket(ticket: Ticket | null, event: TicketEvent): Ticket {
  const { sourceUpdatedAt } = event.data;
  if (event.type === 'TicketReported') {
    const { source, sourceId, facts, flags } = event.data;
    return {
      source,
      sourceId,
      status: 'reported',
      reportedAt: event.happenedAt,
      disposedAt: null,
      closedAt: null,
      sourceUpdatedAt,
      facts,
      flags,
    };
  }
  if (!ticket) throw new RangeError(`${event.type} before TicketReported`);
  switch (event.type) {
    case 'TicketUpdated':
      return {
        ...ticket,
        sourceUpdatedAt,
        reportedAt: event.data.reportedAt ?? ticket.reportedAt,
        disposedAt: event.data.disposedAt === null ? null : ticket.disposedAt,
        facts: { ...ticket.facts, ...event.data.changes },
        flags: event.data.flags,
      };
    case 'TicketDisposed':
      return {
        ...ticket,
        sourceUpdatedAt,
        disposedAt: event.happenedAt,
        status: ticket.status === 'closed' ? 'closed' : 'disposed',
      };
    case 'TicketClosed':
      return { ...ticket, sourceUpdatedAt, closedAt: event.happenedAt, status: 'closed' };
  }
}
