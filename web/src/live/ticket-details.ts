import type { TicketId } from '@citybrain/domain';
import type { TicketAnswer } from '@citybrain/protocol';
import { rest } from './rest-client.ts';

/** What is known of one ticket beyond its row; throws RestProblem. */
export const fetchTicket = (id: TicketId): Promise<TicketAnswer> =>
  rest<TicketAnswer>('GET', `/tickets/${encodeURIComponent(id)}`);
