import { randomUUID } from 'node:crypto';
import { streamId, streamKeyOf, type RegionId, type TicketFacts, type TicketId } from '@citybrain/domain';
import { MergeManyBody, ReportBody } from '@citybrain/protocol';
import type { FastifyInstance } from 'fastify';
import { causeOf } from '../access/principal.ts';
import type { Step } from '../commands/submit.ts';
import { findPlace, type Geography } from '../feeds/placing.ts';
import { subjectStream } from '../feeds/subject-id.ts';
import { actingPerson } from './acting-person.ts';
import { principalOf } from './authenticate.ts';
import { HttpProblem } from './http-problem.ts';
import { idempotencyKey, ifMatchVersion, MOVE_HEADERS } from './move-headers.ts';
import { sendOutcome } from './send-outcome.ts';
import { sendTicket } from './ticket-answer.ts';
import { ticketInScope } from './ticket-in-scope.ts';
import type { TicketMoveParts } from './ticket-move-routes.ts';

export interface TicketReportParts extends TicketMoveParts {
  readonly geography: () => Geography;
}

const tags = ['ticket life'];
const config = { action: 'ticket.act' } as const;

/** A matter is reported here, and several are merged into one. */
export function ticketReportRoutes(app: FastifyInstance, parts: TicketReportParts): void {
  app.post<{ Body: ReportBody }>(
    '/api/v1/tickets',
    { config, schema: { summary: 'Report a matter (上报)', tags, body: ReportBody, headers: MOVE_HEADERS } },
    async (request, reply) => {
      const principal = principalOf(request);
      const by = actingPerson(principal, parts);
      const key = idempotencyKey(request.headers['idempotency-key']);
      // The same person with the same key means the same report: they meet in one stream.
      const sourceId = key === null ? randomUUID() : `${by.who}/${key}`;
      const stream = subjectStream('ticket', 'desk', sourceId);
      const facts = factsOf(request.body, parts);
      const isPatrol = request.body.isPatrol ?? false;
      const command = { type: 'ReportTicket', by, key, sourceId, facts, isPatrol } as const;
      const [outcome] = await parts.submit.submit([{ steps: [{ stream, command }], causedBy: causeOf(principal) }]);
      const id = streamKeyOf(stream) as TicketId;
      if (outcome?.kind !== 'accepted' && outcome?.kind !== 'unchanged') {
        return sendOutcome(reply, outcome, { id, expectedVersion: 0, history: parts.history });
      }
      return sendTicket(reply.code(201).header('location', `/api/v1/tickets/${id}`), id, principal, parts);
    },
  );

  app.post<{ Params: { id: string }; Body: MergeManyBody }>(
    '/api/v1/tickets/:id/members',
    {
      config,
      schema: {
        summary: 'Merge tickets into this one, all or none (并单)',
        tags,
        body: MergeManyBody,
        headers: MOVE_HEADERS,
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const by = actingPerson(principal, parts);
      const { id } = await ticketInScope(parts, principal, request.params.id);
      const expectedVersion = ifMatchVersion(request.headers['if-match']);
      const key = idempotencyKey(request.headers['idempotency-key']);
      const target = streamId('ticket', id);
      const steps: Step[] = [];
      for (const { id: member, version } of request.body.tickets) {
        const own = await ticketInScope(parts, principal, member);
        const keep = { type: 'KeepMember', by, key: null, member: own.id, isKept: true } as const;
        const payload = { into: id, note: request.body.note };
        const merge = { type: 'MoveTicket', move: 'merge', by, key, payload } as const;
        steps.push({ stream: target, command: keep, expectedVersion });
        steps.push({
          stream: streamId('ticket', own.id),
          command: merge,
          ...(version !== undefined && { expectedVersion: version }),
        });
      }
      const [outcome] = await parts.submit.submit([{ steps, causedBy: causeOf(principal) }]);
      if (outcome?.kind !== 'accepted' && outcome?.kind !== 'unchanged') {
        return sendOutcome(reply, outcome, { id, expectedVersion, history: parts.history });
      }
      return sendTicket(reply, id, principal, parts);
    },
  );
}

function factsOf(body: ReportBody, { geography, isKnownRegion }: TicketReportParts): TicketFacts {
  const { caller } = body;
  return {
    title: body.title.trim(),
    text: body.text ?? null,
    category: body.category ?? null,
    demandKind: body.demandKind ?? null,
    disposition: null,
    priority: body.priority ?? null,
    channel: body.channel ?? (body.isPatrol ? 'grid' : 'desk'),
    address: body.address ?? null,
    unit: null,
    dueAt: null,
    place: placeOf(body, geography(), isKnownRegion),
    labels: {},
    ...(caller && { caller: { name: caller.name ?? null, phone: caller.phone ?? null } }),
  };
}

function placeOf(
  body: ReportBody,
  geography: Geography,
  isKnownRegion: TicketReportParts['isKnownRegion'],
): TicketFacts['place'] {
  const found = findPlace(body, null, geography);
  if (!found.ok) throw new HttpProblem(422, found.fault.code, found.fault.message);
  if (body.regionId == null || found.value.source === 'point') return found.value;
  const regionId = body.regionId as RegionId;
  if (!isKnownRegion(regionId)) {
    throw new HttpProblem(422, 'unknown-region', `regionId: there is no region ${regionId}: choose one in force`);
  }
  return { ...found.value, regionId, source: 'person' };
}
