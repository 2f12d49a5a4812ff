import { streamId, type TicketId } from '@citybrain/domain';
import { BODY_MOVES, MOVE_BODIES, type BodyMove, type MoveBody } from '@citybrain/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { causeOf, type Principal } from '../access/principal.ts';
import type { Submission, Submit } from '../commands/submit.ts';
import { actingPerson } from './acting-person.ts';
import { principalOf } from './authenticate.ts';
import { ifMatchVersion, idempotencyKey, MOVE_HEADERS } from './move-headers.ts';
import { movePayload, type MovePayloadParts } from './move-payload.ts';
import { sendOutcome } from './send-outcome.ts';
import { ticketInScope } from './ticket-in-scope.ts';
import { sendTicket, type TicketAnswerParts } from './ticket-answer.ts';

export interface TicketMoveParts extends TicketAnswerParts, MovePayloadParts {
  readonly submit: Submit;
}

const URL = '/api/v1/tickets/:id';
const tags = ['ticket life'];
const SUMMARIES: Readonly<Record<BodyMove, string>> = {
  accept: 'Accept a report (受理)',
  refuse: 'Refuse a report with a statutory reason (不予受理)',
  verify: 'Ask a grid worker to look first (核实)',
  'report-verification': 'Tell what was found there',
  register: 'Register the matter; its deadline is set (立案)',
  cancel: 'Cancel what is no matter (作废)',
  'self-dispose': 'Dispose of an immediate matter without a dispatch',
  dispatch: 'Dispatch to a lead and helpers (派遣)',
  sign: 'Sign for it (签收)',
  'request-return': 'Ask for a return (退单)',
  'judge-return': 'Grant or deny the return',
  contact: 'Tell that the citizen was called',
  'add-task': 'Give a helper a task (协办)',
  'finish-task': 'Tell that the task is done',
  'excuse-task': 'Excuse a helper from a task',
  'request-extension': 'Ask for an extension (延期)',
  'judge-extension': 'Grant or deny the extension',
  'request-suspension': 'Ask for a suspension (挂账)',
  'judge-suspension': 'Agree to the suspension, or deny it',
  resume: 'End a suspension early',
  whistle: 'Whistle for units (吹哨)',
  'report-in': 'Report in after a whistle (报到)',
  dispose: 'Tell that it is done, with evidence (处置)',
  check: 'Check whether it is done (核查)',
  'call-back': 'Call the citizen back (回访)',
  supervise: 'Send a notice (催办、督办)',
  acknowledge: 'Acknowledge a notice',
  reopen: 'Reopen for new facts',
  appeal: 'Appeal against an overdue (申诉)',
  'judge-appeal': 'Agree to the appeal, or deny it',
  merge: 'Merge into another ticket (并单)',
  detach: 'Detach from the ticket it is merged into',
  'answer-caller': 'Tell that the caller of a merged ticket has the answer',
  reclassify: 'Call the matter otherwise',
  note: 'Add a remark or an interim report',
  'judge-proposal': 'Accept or decline what the ladder proposes',
};

/** Every move of a ticket's life, with the version that it is meant for. */
export function ticketMoveRoutes(app: FastifyInstance, parts: TicketMoveParts): void {
  for (const move of BODY_MOVES) {
    app.post<{ Params: { id: string }; Body: MoveBody<BodyMove> }>(
      `${URL}/${move}`,
      {
        config: { action: 'ticket.act' },
        schema: { summary: SUMMARIES[move], tags, body: MOVE_BODIES[move], headers: MOVE_HEADERS },
      },
      (request, reply) => makeMove(move, request, reply, parts),
    );
  }
}

async function makeMove(
  move: BodyMove,
  request: FastifyRequest<{ Params: { id: string }; Body: MoveBody<BodyMove> }>,
  reply: FastifyReply,
  parts: TicketMoveParts,
): Promise<FastifyReply> {
  const principal = principalOf(request);
  const { id, ticket } = await ticketInScope(parts, principal, request.params.id);
  const expectedVersion = ifMatchVersion(request.headers['if-match']);
  const key = idempotencyKey(request.headers['idempotency-key']);
  const by = actingPerson(principal, parts);
  const payload = movePayload(move, request.body, ticket, parts);
  const command = { type: 'MoveTicket', move, by, key, payload } as const;
  const own = { stream: streamId('ticket', id), command, expectedVersion };
  const target = targetOf(move, payload, ticket.work?.mergedInto ?? null);
  const submission: Submission = {
    causedBy: causeOf(principal),
    steps: target
      ? [
          own,
          {
            stream: streamId('ticket', await visibleTarget(target, principal, parts)),
            command: { type: 'KeepMember', by, key: null, member: id, isKept: move === 'merge' },
          },
        ]
      : [own],
  };
  const [outcome] = await parts.submit.submit([submission]);
  if (outcome?.kind !== 'accepted' && outcome?.kind !== 'unchanged') {
    return sendOutcome(reply, outcome, { id, expectedVersion, history: parts.history });
  }
  return sendTicket(reply, id, principal, parts);
}

/** The ticket that keeps this one, or lets it go. */
function targetOf(move: BodyMove, payload: object, mergedInto: TicketId | null): TicketId | null {
  if (move === 'merge') return (payload as { into: TicketId }).into;
  return move === 'detach' ? mergedInto : null;
}

async function visibleTarget(id: TicketId, principal: Principal, parts: TicketMoveParts): Promise<TicketId> {
  const held = await ticketInScope(parts, principal, id);
  return held.id;
}
