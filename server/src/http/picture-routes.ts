import { instant, type RegionId, type RegionTree, type Ticket, type TicketId } from '@citybrain/domain';
import type { RegionsAnswer, TicketRow, TicketsAnswer } from '@citybrain/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Access } from '../access/access.ts';
import { maskTicketRow } from '../access/masking.ts';
import type { Principal } from '../access/principal.ts';
import type { TicketHistory } from '../history/ticket-history.ts';
import type { RegionSet } from '../log/region-store.ts';
import { incidentRow, stationRow, ticketRow } from '../push/topic-rows.ts';
import type { BreachCell } from '../views/breach-clock.ts';
import type { HeldTicket, Picture } from '../views/view.ts';
import { principalOf } from './authenticate.ts';
import { HttpProblem } from './http-problem.ts';
import { placeBoundsOf } from './place-bounds.ts';
import { sendTicket, type TicketAnswerParts } from './ticket-answer.ts';

export interface PictureRoutesOptions {
  readonly access: Access;
  readonly picture: () => Picture;
  readonly tree: () => RegionTree;
  readonly regionSet: () => RegionSet;
  readonly placeIndex: (ticket: Ticket) => number;
  readonly history: TicketHistory;
  readonly answer: TicketAnswerParts;
}

const ScopeQuery = Type.Object({ scope: Type.Optional(Type.String({ maxLength: 100 })) });
interface ScopeQuery {
  readonly scope?: string;
}

const TicketsQuery = Type.Object({
  scope: Type.Optional(Type.String({ maxLength: 100 })),
  status: Type.Optional(Type.Enum(['open', 'closed'])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
});
interface TicketsQuery extends ScopeQuery {
  readonly status?: 'open' | 'closed';
  readonly limit?: number;
  readonly cursor?: string;
}

const BreachedQuery = Type.Object({
  scope: Type.Optional(Type.String({ maxLength: 100 })),
  weekHour: Type.Optional(Type.Integer({ minimum: 0, maximum: 167 })),
  day: Type.Optional(Type.Integer({ minimum: 0 })),
});
interface BreachedQuery extends ScopeQuery {
  readonly weekHour?: number;
  readonly day?: number;
}

function breachCellOf({ weekHour, day }: BreachedQuery): BreachCell {
  if (weekHour !== undefined && day === undefined) return { weekHour };
  if (day !== undefined && weekHour === undefined) return { dayStartsAt: instant(day) };
  throw new HttpProblem(
    400,
    'not-a-cell',
    'name either a weekHour, 0 to 167, or a day by the instant at which it begins',
  );
}

/** Reads of the live picture and of single tickets, each within the caller's scope. */
export function pictureRoutes(app: FastifyInstance, options: PictureRoutesOptions): void {
  const { access, picture, tree } = options;

  const scopeOf = (request: FastifyRequest<{ Querystring: ScopeQuery }>): { scope: RegionId; index: number } => {
    const principal = principalOf(request);
    const scope = (request.query.scope as RegionId | undefined) ?? access.scopesOf(principal)[0];
    if (scope === undefined || !access.sees(principal, scope)) {
      throw new HttpProblem(403, 'not-allowed', `${principal.name} may not see ${scope ?? 'any region'}`);
    }
    return { scope, index: tree().indexOf(scope) };
  };

  app.get<{ Querystring: ScopeQuery }>(
    '/api/v1/regions',
    {
      config: { action: 'region.read' },
      schema: { summary: 'The regions of a scope, itself first', tags: ['picture'], querystring: ScopeQuery },
    },
    (request): RegionsAnswer => readRegions(options, scopeOf(request).index),
  );

  app.get<{ Params: { id: string } }>(
    '/api/v1/regions/:id/shapes',
    {
      config: { action: 'region.read' },
      schema: { summary: 'GeoJSON of a region and its children', tags: ['picture'] },
    },
    async (request, reply) => {
      const id = request.params.id as RegionId;
      const principal = principalOf(request);
      if (!access.sees(principal, id)) throw new HttpProblem(403, 'not-allowed', `${principal.name} may not see ${id}`);
      return reply.type('application/geo+json').send(JSON.stringify(readShapes(options, tree().indexOf(id))));
    },
  );

  app.get<{ Querystring: ScopeQuery }>(
    '/api/v1/measures',
    {
      config: { action: 'measure.read' },
      schema: { summary: 'The measures of a scope now', tags: ['picture'], querystring: ScopeQuery },
    },
    (request) => {
      const { scope, index } = scopeOf(request);
      const now = picture();
      return { scope, asOf: now.asOf, sequence: now.sequence, measures: now.measures(index) };
    },
  );

  app.get<{ Querystring: TicketsQuery }>(
    '/api/v1/tickets',
    {
      config: { action: 'ticket.read' },
      schema: {
        summary: 'Tickets of a scope, newest first; closed: however they ended',
        tags: ['picture'],
        querystring: TicketsQuery,
      },
    },
    async (request): Promise<TicketsAnswer> => {
      const { index } = scopeOf(request);
      const limit = request.query.limit ?? 100;
      const read = request.query.status === 'closed' ? readClosed : readOpen;
      return read(options, principalOf(request), index, limit, request.query.cursor);
    },
  );

  app.get<{ Querystring: BreachedQuery }>(
    '/api/v1/breached-tickets',
    {
      config: { action: 'measure.read' },
      schema: {
        summary:
          'Tickets whose limits broke in one hour of the week (Monday from midnight is 0) or on the day that begins at an instant, over the last 28 days',
        tags: ['picture'],
        querystring: BreachedQuery,
      },
    },
    (request): TicketsAnswer => {
      const { index } = scopeOf(request);
      const now = picture();
      const found = [...now.breached(index, breachCellOf(request.query))];
      return { asOf: now.asOf, tickets: found.map((held) => maskFor(options, principalOf(request), held)), next: null };
    },
  );

  app.get<{ Params: { id: string } }>(
    '/api/v1/tickets/:id',
    { config: { action: 'ticket.read' }, schema: { summary: 'One ticket with its history', tags: ['picture'] } },
    (request, reply) => sendTicket(reply, request.params.id as TicketId, principalOf(request), options.answer),
  );

  app.get<{ Querystring: ScopeQuery }>(
    '/api/v1/stations',
    {
      config: { action: 'station.read' },
      schema: { summary: 'Stations of a scope', tags: ['picture'], querystring: ScopeQuery },
    },
    (request) => {
      const { index } = scopeOf(request);
      return {
        asOf: picture().asOf,
        stations: [...picture().stations(index)].map((station) => stationRow(station, tree())),
      };
    },
  );

  app.get<{ Querystring: ScopeQuery }>(
    '/api/v1/incidents',
    {
      config: { action: 'incident.read' },
      schema: { summary: 'Incidents of a scope that are not over', tags: ['picture'], querystring: ScopeQuery },
    },
    (request) => {
      const { index } = scopeOf(request);
      return {
        asOf: picture().asOf,
        incidents: [...picture().incidents(index)].map((incident) => incidentRow(incident, tree())),
      };
    },
  );
}

function readRegions({ tree, regionSet }: PictureRoutesOptions, index: number): RegionsAnswer {
  const { shapes, isSchematic, origin } = regionSet();
  const regions = tree().regions.slice(index, tree().endOf(index));
  return {
    regions: regions.map(({ id, code, codeSystem, name, level, parentId, labelPoint }) => ({
      id,
      code,
      codeSystem,
      name,
      level,
      parentId,
      labelPoint,
      hasShape: shapes.has(id),
    })),
    isSchematic,
    origin: shapes.size > 0 ? origin : null,
  };
}

function readShapes({ tree, regionSet }: PictureRoutesOptions, index: number): object {
  const { shapes } = regionSet();
  const features = [index, ...tree().childrenOf(index)].flatMap((at) => {
    const { id, name, level } = tree().at(at);
    const coordinates = shapes.get(id);
    return coordinates
      ? [{ type: 'Feature', id, properties: { id, name, level }, geometry: { type: 'MultiPolygon', coordinates } }]
      : [];
  });
  return { type: 'FeatureCollection', features };
}

function maskFor(options: PictureRoutesOptions, principal: Principal, held: HeldTicket): TicketRow {
  const tree = options.tree();
  return maskTicketRow(ticketRow(held, tree), principal.fieldLevel, (region) => tree.find(region)?.labelPoint ?? null);
}

/** From the picture, so that the list and the count on the wall are the same tickets. */
function readOpen(
  options: PictureRoutesOptions,
  principal: Principal,
  index: number,
  limit: number,
  cursor?: string,
): TicketsAnswer {
  const picture = options.picture();
  const sorted = [...picture.openTickets(index)].sort(
    (a, b) => b.ticket.reportedAt - a.ticket.reportedAt || (a.id < b.id ? -1 : 1),
  );
  // By place in the order and not by ticket: the one that the last page ended with may be closed by now.
  const from = readCursor(cursor);
  const isPast = ({ id, ticket }: HeldTicket): boolean =>
    from === null || ticket.reportedAt < from.at || (ticket.reportedAt === from.at && id > from.id);
  const rest = sorted.filter(isPast);
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return {
    asOf: picture.asOf,
    tickets: page.map((held) => maskFor(options, principal, held)),
    next: last ? `${last.ticket.reportedAt} ${last.id}` : null,
  };
}

async function readClosed(
  options: PictureRoutesOptions,
  principal: Principal,
  index: number,
  limit: number,
  cursor?: string,
): Promise<TicketsAnswer> {
  const tree = options.tree();
  const scope = tree.at(index).id;
  // Asked again for each ticket: while the store answers, another tree may come into force.
  const isInScope = (ticket: Ticket): boolean => {
    const now = options.tree();
    const scopeIndex = now.indexOf(scope);
    return scopeIndex >= 0 && now.isWithin(options.placeIndex(ticket), scopeIndex);
  };
  const within = {
    bounds: placeBoundsOf(tree, options.regionSet().shapes, index),
    counts: isInScope,
  };
  const from = readCursor(cursor);
  const page = await options.history.closed(within, limit, from && { closedAt: from.at, id: from.id });
  const held = page.tickets
    .filter(({ ticket }) => isInScope(ticket))
    .map(({ id, ticket }): HeldTicket => ({ id, ticket, regionIndex: options.placeIndex(ticket) }));
  return {
    asOf: options.picture().asOf,
    tickets: held.map((one) => maskFor(options, principal, one)),
    next: page.next ? `${page.next.closedAt} ${page.next.id}` : null,
  };
}

const CURSOR = /^(\d{1,14}) ([\w-]+)$/;

/** The place after which a page starts: `<instant> <ticket id>`, as the page before gave it. */
function readCursor(cursor: string | undefined): { readonly at: number; readonly id: string } | null {
  if (cursor === undefined) return null;
  const [, at, id] = CURSOR.exec(cursor) ?? [];
  if (at === undefined || id === undefined) {
    throw new HttpProblem(400, 'not-a-cursor', 'cursor is not the `next` of a page before: leave it out to start over');
  }
  return { at: Number(at), id };
}
