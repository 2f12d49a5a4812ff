import type { TicketId } from '@citybrain/domain';
import type { ChangeSince } from '@citybrain/protocol';
import type { FastifyReply } from 'fastify';
import type { Outcome } from '../commands/submit.ts';
import type { TicketHistory } from '../history/ticket-history.ts';
import { sendProblem } from './problem.ts';

export interface OutcomeAbout {
  readonly id: TicketId;
  readonly expectedVersion: number;
  readonly history: Pick<TicketHistory, 'entriesOf'>;
}

/** Who may not, as against what can't be. */
const FORBIDDEN: ReadonlySet<string> = new Set(['not-your-role', 'not-your-place', 'not-your-unit', 'same-person']);

/** Why a move was not made: 403 for who, 422 for what, 409 when somebody else was first, with what they did. */
export async function sendOutcome(
  reply: FastifyReply,
  outcome: Outcome | undefined,
  about: OutcomeAbout,
): Promise<FastifyReply> {
  if (outcome?.kind === 'conflict') return sendConflict(reply, outcome.version, about);
  if (outcome?.kind !== 'refused') throw new Error('a move has no outcome');
  const { code, message, rule } = outcome.refusal;
  const status = FORBIDDEN.has(code) ? 403 : code === 'unknown-ticket' ? 404 : 422;
  return sendProblem(reply, status, code, message, undefined, rule === undefined ? {} : { rule });
}

async function sendConflict(
  reply: FastifyReply,
  version: number,
  { id, expectedVersion, history }: OutcomeAbout,
): Promise<FastifyReply> {
  const entries = await history.entriesOf(id);
  const changes: ChangeSince[] = entries
    .slice(expectedVersion)
    .map(({ type, happenedAt, causedBy }) => ({ type, at: happenedAt, by: causedBy.replace(/^user:/, '') }));
  const who = [...new Set(changes.map(({ by }) => by))].join(', ');
  const detail =
    changes.length > 0
      ? `The ticket has moved on since you saw it: ${changes.length} step(s) by ${who}. Look at them, then decide anew.`
      : `The ticket is at version ${version}, not ${expectedVersion}. Read it again, then decide anew.`;
  return sendProblem(reply.header('etag', `"${version}"`), 409, 'moved-on', detail, undefined, { version, changes });
}
