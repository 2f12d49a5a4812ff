import type { RegionTree, Ticket, TicketId } from '@citybrain/domain';
import type { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import type { TicketHistory } from '../history/ticket-history.ts';
import type { HeldTicket } from '../views/view.ts';
import { HttpProblem } from './http-problem.ts';

export interface TicketScopeParts {
  readonly access: Access;
  readonly tree: () => RegionTree;
  readonly placeIndex: (ticket: Ticket) => number;
  readonly history: Pick<TicketHistory, 'find'>;
}

export interface TicketInScope extends HeldTicket {
  /** How many events its stream has. */
  readonly version: number;
}

const TICKET_ID = /^[\w-]{1,100}$/;

/**
 * The ticket of a route, placed by the tree in force. Outside of one's scope
 * there is nothing, not even the news that it exists. @throws HttpProblem 404
 */
export async function ticketInScope(parts: TicketScopeParts, principal: Principal, id: string): Promise<TicketInScope> {
  const ticketId = id as TicketId;
  const found = TICKET_ID.test(id) ? await parts.history.find(ticketId) : null;
  const ticket = found?.ticket;
  const regionIndex = ticket ? parts.placeIndex(ticket) : -1;
  const region = parts.tree().regions[regionIndex]?.id ?? null;
  if (!ticket || !parts.access.sees(principal, region)) {
    throw new HttpProblem(404, 'unknown-ticket', `there is no ticket ${id.slice(0, 40)}`);
  }
  return { id: ticketId, ticket, regionIndex, version: found.version };
}
