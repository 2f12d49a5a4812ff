import type { ActorKind } from '../actor.ts';
import { ENDED_STATUSES, TICKET_STATUSES, type TicketStatus } from '../ticket.ts';

/**
 * In which relation to the ticket somebody must stand: `place` it lies in their
 * region; `lead` their unit leads it; `helper` their unit has an open task;
 * `called` a whistle calls their unit; `noticed` a notice waits for their unit;
 * `involved` any of these.
 */
export type Relation = 'place' | 'lead' | 'helper' | 'called' | 'noticed' | 'involved';

export interface MoveRule {
  readonly from: readonly TicketStatus[];
  readonly actors: readonly ActorKind[];
  readonly relation: Relation;
}

const OPEN = TICKET_STATUSES.filter((status) => !(ENDED_STATUSES as readonly TicketStatus[]).includes(status));
const UNIT = ['COM', 'STR', 'DEP'] as const;

const rule = (from: readonly TicketStatus[], actors: readonly ActorKind[], relation: Relation = 'place'): MoveRule => ({
  from,
  actors,
  relation,
});

/**
 * Who may do what in which state (DOMAIN.md §9.4). What is not in the table is
 * refused. Where it departs from §9.4, docs/decisions/0016 says why.
 */
export const MOVE_RULES = {
  accept: rule(['reported'], ['COM', 'CEN']),
  refuse: rule(['reported'], ['CEN']),
  verify: rule(['accepted'], ['CEN']),
  'report-verification': rule(['verifying'], ['GRD']),
  register: rule(['accepted', 'verifying'], ['CEN', 'COM']),
  cancel: rule(['accepted', 'verifying'], ['CEN']),
  'self-dispose': rule(['registered'], ['GRD', 'COM']),
  dispatch: rule(['registered', 'handling'], ['CEN', 'STR', 'COM']),
  sign: rule(['dispatched'], UNIT, 'lead'),
  'request-return': rule(['dispatched', 'handling'], UNIT, 'lead'),
  'judge-return': rule(['return-review'], ['CEN']),
  contact: rule(['handling'], UNIT, 'lead'),
  'add-task': rule(['handling'], UNIT, 'lead'),
  'finish-task': rule(['handling'], UNIT, 'helper'),
  'excuse-task': rule(['handling'], UNIT, 'lead'),
  'request-extension': rule(['handling'], UNIT, 'lead'),
  'judge-extension': rule(['handling'], ['STR', 'CEN']),
  'request-suspension': rule(['handling'], UNIT, 'lead'),
  'judge-suspension': rule(['handling'], ['CEN', 'LEA']),
  resume: rule(['suspended'], ['CEN']),
  whistle: rule(['handling'], ['COM', 'STR'], 'lead'),
  'report-in': rule(OPEN, UNIT, 'called'),
  dispose: rule(['handling'], UNIT, 'lead'),
  check: rule(['disposed'], ['GRD', 'CEN']),
  'call-back': rule(['callback'], ['CEN']),
  supervise: rule(OPEN, ['SUP', 'LEA', 'CEN']),
  acknowledge: rule(OPEN, ['GRD', 'COM', 'STR', 'DEP', 'CEN'], 'noticed'),
  reopen: rule(['closed'], ['CIT', 'CEN']),
  appeal: rule(['closed'], UNIT, 'lead'),
  'judge-appeal': rule(['closed'], ['CEN', 'LEA']),
  merge: rule(OPEN, ['CEN']),
  detach: rule(['merged'], ['CEN']),
  'answer-caller': rule(['merged'], ['COM', 'CEN']),
  reclassify: rule(['registered', 'dispatched', 'return-review', 'handling', 'suspended'], ['CEN']),
  'add-evidence': rule(OPEN, ['GRD', 'COM', 'STR', 'DEP', 'CEN'], 'involved'),
  note: rule(OPEN, ['GRD', 'COM', 'STR', 'DEP', 'CEN', 'LEA', 'SUP'], 'involved'),
  'judge-proposal': rule(OPEN, ['CEN', 'LEA']),
} as const satisfies Readonly<Record<string, MoveRule>>;

export type Move = keyof typeof MOVE_RULES;
export const MOVES = Object.keys(MOVE_RULES) as readonly Move[];
