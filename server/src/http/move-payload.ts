import type { CivilDate, Instant, MovePayloads, Place, RegionId, Ticket, TicketId, UnitId } from '@citybrain/domain';
import type { BodyMove, MoveBody } from '@citybrain/protocol';
import { parseTime } from '../feeds/parse-time.ts';
import { HttpProblem } from './http-problem.ts';

export interface MovePayloadParts {
  readonly zone: string;
  readonly isKnownRegion: (id: RegionId) => boolean;
}

type Mappers = {
  readonly [One in BodyMove]: (body: MoveBody<One>, ticket: Ticket, parts: MovePayloadParts) => MovePayloads[One];
};

const unit = (id: string): UnitId => id as UnitId;
const unitOrNull = (id: string | null | undefined): UnitId | null => (id == null ? null : unit(id));
const asItIs = <Body>(body: Body): Body => body;
const noted = ({ note }: { readonly note?: string | null }): { readonly note: string | null } => ({
  note: note ?? null,
});

/** From a checked body to what the domain takes: what was left out is null, ids are ids, times are instants. */
const MAPPERS: Mappers = {
  accept: (body, ticket, parts) => ({
    category: body.category ?? null,
    demandKind: body.demandKind ?? null,
    priority: body.priority ?? null,
    place: body.regionId == null ? null : placeIn(body.regionId, ticket, parts),
    ...noted(body),
  }),
  refuse: asItIs,
  verify: (body) => ({ unit: unit(body.unit), ...noted(body) }),
  'report-verification': asItIs,
  register: (body) => ({
    disposition: body.disposition,
    priority: body.priority,
    category: body.category ?? null,
    demandKind: body.demandKind ?? null,
    condition: body.condition ?? null,
    aspect: body.aspect ?? null,
    isEnterprise: body.isEnterprise ?? false,
    ...noted(body),
  }),
  cancel: asItIs,
  'self-dispose': asItIs,
  dispatch: (body) => ({
    disposition: body.disposition,
    lead: unit(body.lead),
    helpers: (body.helpers ?? []).map((task) => ({ unit: unit(task.unit), what: task.what, days: task.days ?? null })),
    leader: body.leader ?? null,
    ...noted(body),
  }),
  sign: noted,
  'request-return': (body) => ({
    reason: body.reason,
    suggestedUnit: unitOrNull(body.suggestedUnit),
    legalBasis: body.legalBasis,
    ...noted(body),
  }),
  'judge-return': asItIs,
  contact: asItIs,
  'add-task': (body) => ({ unit: unit(body.unit), what: body.what, days: body.days ?? null }),
  'finish-task': asItIs,
  'excuse-task': asItIs,
  'request-extension': asItIs,
  'judge-extension': asItIs,
  'request-suspension': (body) => ({ reason: body.reason, resumeOn: body.resumeOn as CivilDate }),
  'judge-suspension': asItIs,
  resume: asItIs,
  whistle: (body, _ticket, { zone }) => ({
    units: body.units.map(unit),
    place: body.place,
    meetAt: timeOf('meetAt', body.meetAt, zone),
    what: body.what,
  }),
  'report-in': (body) => ({ whistle: body.whistle, ...noted(body) }),
  dispose: asItIs,
  check: asItIs,
  'call-back': (body) => ({
    outcome: body.outcome,
    isSolved: body.isSolved ?? null,
    isSatisfied: body.isSatisfied ?? null,
    isReasonable: body.isReasonable ?? true,
    ...noted(body),
  }),
  supervise: (body) => ({ kind: body.kind, unit: unitOrNull(body.unit), text: body.text }),
  acknowledge: (body) => ({ notice: body.notice, ...noted(body) }),
  reopen: asItIs,
  appeal: asItIs,
  'judge-appeal': asItIs,
  merge: (body) => ({ into: body.into as TicketId, note: body.note }),
  detach: asItIs,
  'answer-caller': asItIs,
  reclassify: (body) => ({
    category: body.category ?? null,
    demandKind: body.demandKind ?? null,
    priority: body.priority ?? null,
    disposition: body.disposition ?? null,
    condition: body.condition ?? null,
    note: body.note,
  }),
  note: asItIs,
  'judge-proposal': asItIs,
};

/** @throws HttpProblem 422 naming the field that means nothing here */
export function movePayload<One extends BodyMove>(
  move: One,
  body: MoveBody<One>,
  ticket: Ticket,
  parts: MovePayloadParts,
): MovePayloads[One] {
  return MAPPERS[move](body, ticket, parts);
}

/** Somebody says where it is: in that region, at the point that is known, if any. */
function placeIn(id: string, ticket: Ticket, { isKnownRegion }: MovePayloadParts): Place {
  const regionId = id as RegionId;
  if (!isKnownRegion(regionId)) {
    throw new HttpProblem(
      422,
      'unknown-region',
      `regionId: there is no region ${id}: choose one of the regions in force`,
    );
  }
  return { regionId, point: ticket.facts.place.point, source: 'person' };
}

function timeOf(field: string, text: string, zone: string): Instant {
  const at = parseTime(text, zone);
  if (at === null) {
    throw new HttpProblem(422, 'not-a-time', `${field} is "${text}": write a time such as 2026-11-24T14:30`);
  }
  return at;
}
