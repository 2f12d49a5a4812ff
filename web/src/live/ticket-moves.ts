import type { TicketId } from '@citybrain/domain';
import type { ChangeSince, MergeManyBody, ReportBody, TicketAnswer } from '@citybrain/protocol';
import { rest, RestProblem } from './rest-client.ts';

/** How a try to write ended. Whatever it was, what was filled in is still there. */
export type MoveOutcome =
  | { readonly kind: 'done'; readonly answer: TicketAnswer }
  /** Somebody else was first; nothing was changed. */
  | { readonly kind: 'moved-on'; readonly version: number; readonly changes: readonly ChangeSince[] }
  | { readonly kind: 'refused'; readonly code: string; readonly rule: string | null; readonly detail: string }
  /** Not known whether it arrived: the same key again is the same move. */
  | { readonly kind: 'unreachable' };

/** What a write is meant for, and its name: the same key again is the same write. */
export interface Meant {
  readonly version: number;
  readonly key: string;
}

const path = (id: TicketId): string => `/tickets/${encodeURIComponent(id)}`;
const headers = ({ version, key }: Meant): Record<string, string> => ({
  'if-match': `"${version}"`,
  'idempotency-key': key,
});

export const makeMove = (id: TicketId, move: string, body: unknown, meant: Meant): Promise<MoveOutcome> =>
  outcomeOf(rest<TicketAnswer>('POST', `${path(id)}/${move}`, body, { headers: headers(meant) }));

/** Merges all of them into `into`, or none. */
export const mergeTickets = (into: TicketId, body: MergeManyBody, meant: Meant): Promise<MoveOutcome> =>
  outcomeOf(rest<TicketAnswer>('POST', `${path(into)}/members`, body, { headers: headers(meant) }));

export const reportTicket = (body: ReportBody, key: string): Promise<MoveOutcome> =>
  outcomeOf(rest<TicketAnswer>('POST', '/tickets', body, { headers: { 'idempotency-key': key } }));

/** Throws what is no answer of the server's rules, such as a session that is over. */
export async function outcomeOf(asked: Promise<TicketAnswer>): Promise<MoveOutcome> {
  try {
    return { kind: 'done', answer: await asked };
  } catch (problem) {
    if (!(problem instanceof RestProblem)) throw problem;
    return outcomeOfProblem(problem);
  }
}

export function outcomeOfProblem({ status, code, body, message }: RestProblem): MoveOutcome {
  if (status === 0 || status >= 500) return { kind: 'unreachable' };
  if (status === 409 && code === 'moved-on') {
    const { version, changes } = body as { version?: number; changes?: readonly ChangeSince[] };
    return { kind: 'moved-on', version: version ?? 0, changes: changes ?? [] };
  }
  const rule = typeof body['rule'] === 'string' ? body['rule'] : null;
  return { kind: 'refused', code, rule, detail: message };
}
