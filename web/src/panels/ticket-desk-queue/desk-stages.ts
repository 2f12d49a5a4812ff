import { ENDED_STATUSES, MOVE_RULES, type Actor, type Move, type TicketStatus } from '@citybrain/domain';
import type { PendingWord, TicketRow } from '../../live/words.ts';

/** What a ticket waits for next. `pending` cuts across: somebody's word is asked for. What `ended` is not among the open. */
export const DESK_STAGES = [
  'to-accept',
  'to-register',
  'to-dispatch',
  'to-sign',
  'handling',
  'pending',
  'to-check',
  'to-call-back',
  'suspended',
  'ended',
] as const;
export type DeskStage = (typeof DESK_STAGES)[number];

const STATUSES: Readonly<Record<Exclude<DeskStage, 'pending'>, readonly TicketStatus[]>> = {
  'to-accept': ['reported'],
  'to-register': ['accepted', 'verifying'],
  'to-dispatch': ['registered'],
  'to-sign': ['dispatched'],
  handling: ['handling'],
  'to-check': ['disposed'],
  'to-call-back': ['callback'],
  suspended: ['suspended'],
  ended: ENDED_STATUSES,
};

type Staged = Pick<TicketRow, 'status' | 'pending'>;

export const isInStage = ({ status, pending }: Staged, stage: DeskStage): boolean =>
  stage === 'pending' ? pending !== null : STATUSES[stage].includes(status);

const JUDGED_BY: Readonly<Record<PendingWord, Move>> = {
  return: 'judge-return',
  extension: 'judge-extension',
  suspension: 'judge-suspension',
  appeal: 'judge-appeal',
  proposal: 'judge-proposal',
};

/** Whether what is asked for can be answered by somebody who may act so. Who asked for it is not known here. */
export function waitsForWordOf({ pending }: Pick<TicketRow, 'pending'>, actors: readonly Actor[]): boolean {
  if (pending === null) return false;
  const judges: readonly string[] = MOVE_RULES[JUDGED_BY[pending]].actors;
  return actors.some(({ kind }) => judges.includes(kind));
}
