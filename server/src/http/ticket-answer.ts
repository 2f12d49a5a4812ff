import {
  attributeTime,
  availableMoves,
  explainClock,
  runOf,
  type Caller,
  type LifeContext,
  type RegionId,
  type Ticket,
  type TicketClock,
  type TicketId,
  type TicketWork,
  type UnitId,
} from '@citybrain/domain';
import type {
  ClockAnswer,
  FieldLevel,
  MoveAnswer,
  TicketAnswer,
  TicketLifeAnswer,
  TicketRow,
} from '@citybrain/protocol';
import type { FastifyReply } from 'fastify';
import { maskCaller } from '../access/mask-caller.ts';
import { maskText, maskTexts, maskTicketRow } from '../access/masking.ts';
import type { Principal } from '../access/principal.ts';
import type { TicketHistory } from '../history/ticket-history.ts';
import { ticketRow } from '../push/topic-rows.ts';
import type { HeldTicket } from '../views/view.ts';
import { actingPerson, type ActingParts } from './acting-person.ts';
import { ticketInScope, type TicketScopeParts } from './ticket-in-scope.ts';

export interface TicketAnswerParts extends TicketScopeParts, ActingParts {
  readonly history: TicketHistory;
  readonly lifeContext: () => LifeContext;
}

/** The ticket as it is now, with its version as the ETag. */
export async function sendTicket(
  reply: FastifyReply,
  id: TicketId,
  principal: Principal,
  parts: TicketAnswerParts,
): Promise<FastifyReply> {
  const answer = await readTicket(id, principal, parts);
  return reply.header('etag', `"${answer.version}"`).send(answer);
}

/** One ticket with its history, its clocks explained, and what the caller may do with it. @throws HttpProblem 404 */
export async function readTicket(id: string, principal: Principal, parts: TicketAnswerParts): Promise<TicketAnswer> {
  const held = await ticketInScope(parts, principal, id);
  const { ticket, version } = held;
  const level = principal.fieldLevel;
  const context = parts.lifeContext();
  return {
    asOf: context.now,
    ticket: maskedRow(held, principal, parts),
    text: maskText(ticket.facts.text, level),
    labels: level === 'desk' ? maskTexts(ticket.facts.labels, level) : {},
    history: maskTexts(await parts.history.entriesOf(held.id), level),
    version,
    marks: ticket.marks,
    caller: callerOf(ticket.facts.caller ?? null, level),
    life: ticket.work && lifeOf(ticket.work, context, level),
    moves: movesOf(ticket, principal, context, parts),
    unitNames: unitNames(ticket, context),
  };
}

export function maskedRow(
  held: HeldTicket,
  { fieldLevel }: Principal,
  { tree }: Pick<TicketScopeParts, 'tree'>,
): TicketRow {
  const labelPointOf = (region: RegionId): TicketRow['point'] => tree().find(region)?.labelPoint ?? null;
  return maskTicketRow(ticketRow(held, tree()), fieldLevel, labelPointOf);
}

const callerOf = (caller: Caller | null, level: FieldLevel): Caller | null =>
  caller === null || level === 'wall' ? null : maskCaller(caller);

function lifeOf(work: TicketWork, context: LifeContext, level: FieldLevel): TicketLifeAnswer {
  const { clocks, keys: _keys, holdings, evidence, ...rest } = work;
  return {
    work: maskTexts(rest, level),
    clocks: clocks.map((clock) => explained(clock, work, context)),
    held: attributeTime(work, context.now),
    holdings,
    evidence,
  };
}

function explained(clock: TicketClock, { pauses }: TicketWork, { calendar }: LifeContext): ClockAnswer {
  if (clock.limit === null) return { ...clock, steps: [] };
  return { ...clock, steps: explainClock(runOf(clock, pauses), calendar) };
}

function movesOf(ticket: Ticket, principal: Principal, context: LifeContext, parts: TicketAnswerParts): MoveAnswer[] {
  const person = actingPerson(principal, parts);
  if (!parts.access.allows(principal, 'ticket.act')) return [];
  return availableMoves(ticket, person, context).map(({ move, refusal }) => ({
    move,
    refusal: refusal && { code: refusal.code, rule: refusal.rule ?? null, message: refusal.message },
  }));
}

/** Names of every unit that the answer mentions. */
function unitNames({ work }: Ticket, { organisation }: LifeContext): Record<string, string> {
  if (!work) return {};
  const ids: (UnitId | null)[] = [
    work.lead,
    work.desk,
    work.centre,
    work.returnRequest?.suggestedUnit ?? null,
    ...work.holdings.map(({ unit }) => unit),
    ...work.clocks.map(({ unit }) => unit),
    ...work.tasks.map(({ unit }) => unit),
    ...work.notices.map(({ unit }) => unit),
    ...work.whistles.flatMap(({ calls }) => calls.map(({ unit }) => unit)),
  ];
  const known = new Set(ids.filter((id): id is UnitId => id !== null));
  return Object.fromEntries([...known].map((id) => [id, organisation.unit(id)?.name ?? id]));
}
