/**
 * Bodies of `POST /api/v1/tickets/{id}/{move}`, one for each move of a ticket's
 * life (docs/spec/life.md), and of the report. Times are ISO 8601; without an
 * offset they are the city's. Texts are trimmed; what is required is not empty.
 */
import {
  DEMAND_KINDS,
  DISPOSITIONS,
  MOVES,
  NOTICE_KINDS,
  PRIORITIES,
  REFUSE_REASONS,
  RETURN_REASONS,
  type Move,
} from '@citybrain/domain';
import { Type, type Static, type TObject, type TString } from 'typebox';
import { oneOf, optional } from './schema-parts.ts';

/** Not empty and not only blanks. */
const Text = (maxLength = 2_000): TString => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const Id = Type.String({ minLength: 1, maxLength: 120 });
const Time = Type.String({ minLength: 10, maxLength: 40, description: 'ISO 8601; the city’s time without an offset' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });
const Note = optional(Type.String({ maxLength: 2_000 }));
const body = <Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties): TObject<Properties> =>
  Type.Object(properties, { additionalProperties: false });

const Task = { unit: Id, what: Text(500), days: optional(Type.Integer({ minimum: 1, maximum: 60 })) };
const Judgement = body({ isGranted: Type.Boolean(), note: Text() });

export const MOVE_BODIES = {
  accept: body({
    category: optional(Text(120)),
    demandKind: optional(oneOf(DEMAND_KINDS)),
    priority: optional(oneOf(PRIORITIES)),
    regionId: optional(Id),
    note: Note,
  }),
  refuse: body({ reason: oneOf(REFUSE_REASONS), told: Text() }),
  verify: body({ unit: Id, note: Note }),
  'report-verification': body({ isFound: Type.Boolean(), note: Text() }),
  register: body({
    disposition: oneOf(DISPOSITIONS),
    priority: oneOf(PRIORITIES),
    category: optional(Text(120)),
    demandKind: optional(oneOf(DEMAND_KINDS)),
    condition: optional(Id),
    aspect: optional(oneOf(['leak', 'temperature'])),
    isEnterprise: Type.Optional(Type.Boolean()),
    note: Note,
  }),
  cancel: body({ note: Text() }),
  'self-dispose': body({ note: Text() }),
  dispatch: body({
    disposition: oneOf(DISPOSITIONS),
    lead: Id,
    helpers: Type.Optional(Type.Array(body(Task), { maxItems: 20 })),
    leader: optional(Id),
    note: Note,
  }),
  sign: body({ note: Note }),
  'request-return': body({
    reason: oneOf(RETURN_REASONS),
    suggestedUnit: optional(Id),
    legalBasis: Text(500),
    note: Note,
  }),
  'judge-return': Judgement,
  contact: body({ isReached: Type.Boolean(), note: Text() }),
  'add-task': body(Task),
  'finish-task': body({ task: Id, note: Text() }),
  'excuse-task': body({ task: Id, note: Text() }),
  'request-extension': body({
    days: Type.Integer({ minimum: 1, maximum: 10 }),
    reason: Text(),
    isCitizenTold: Type.Boolean(),
  }),
  'judge-extension': Judgement,
  'request-suspension': body({ reason: Text(), resumeOn: Day }),
  'judge-suspension': Judgement,
  resume: body({ note: Text() }),
  whistle: body({ units: Type.Array(Id, { minItems: 1, maxItems: 20 }), place: Text(200), meetAt: Time, what: Text() }),
  'report-in': body({ whistle: Id, note: Note }),
  dispose: body({ note: Text() }),
  check: body({ isPassed: Type.Boolean(), note: Text() }),
  'call-back': body({
    outcome: oneOf(['reached', 'unreachable', 'waived']),
    isSolved: optional(Type.Boolean()),
    isSatisfied: optional(Type.Boolean()),
    isReasonable: Type.Optional(Type.Boolean()),
    note: Note,
  }),
  supervise: body({ kind: oneOf(NOTICE_KINDS), unit: optional(Id), text: Text() }),
  acknowledge: body({ notice: Id, note: Note }),
  reopen: body({ newFacts: Text() }),
  appeal: body({ reason: Text() }),
  'judge-appeal': Judgement,
  merge: body({ into: Id, note: Text() }),
  detach: body({ note: Text() }),
  'answer-caller': body({ note: Text() }),
  reclassify: body({
    category: optional(Text(120)),
    demandKind: optional(oneOf(DEMAND_KINDS)),
    priority: optional(oneOf(PRIORITIES)),
    disposition: optional(oneOf(DISPOSITIONS)),
    condition: optional(Id),
    note: Text(),
  }),
  note: body({ note: Text() }),
  'judge-proposal': body({ proposal: Id, isAccepted: Type.Boolean(), note: Text() }),
} as const satisfies Readonly<Record<Exclude<Move, 'add-evidence'>, TObject>>;

/** Moves that are made with a body; evidence is added by uploading it. */
export type BodyMove = keyof typeof MOVE_BODIES;
export const BODY_MOVES = MOVES.filter((move): move is BodyMove => move !== 'add-evidence');
export type MoveBody<One extends BodyMove> = Static<(typeof MOVE_BODIES)[One]>;

/** `POST /api/v1/tickets`: a grid worker, a community or the centre reports a matter. */
export const ReportBody = body({
  title: Text(500),
  text: optional(Type.String({ maxLength: 10_000 })),
  category: optional(Text(120)),
  demandKind: optional(oneOf(DEMAND_KINDS)),
  priority: optional(oneOf(PRIORITIES)),
  channel: optional(Text(60)),
  address: optional(Type.String({ maxLength: 500 })),
  regionId: optional(Id),
  lon: optional(Type.Number()),
  lat: optional(Type.Number()),
  datum: optional(oneOf(['wgs84', 'gcj02', 'bd09'])),
  isPatrol: Type.Optional(Type.Boolean()),
  caller: optional(
    body({ name: optional(Type.String({ maxLength: 100 })), phone: optional(Type.String({ maxLength: 40 })) }),
  ),
});
export type ReportBody = Static<typeof ReportBody>;

/** `POST /api/v1/tickets/{id}/members`: merges several tickets into this one, all or none. */
export const MergeManyBody = body({
  tickets: Type.Array(body({ id: Id, version: Type.Optional(Type.Integer({ minimum: 1 })) }), {
    minItems: 1,
    maxItems: 50,
  }),
  note: Text(),
});
export type MergeManyBody = Static<typeof MergeManyBody>;
