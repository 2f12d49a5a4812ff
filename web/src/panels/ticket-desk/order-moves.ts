import type { Move, TicketStatus } from '@citybrain/domain';
import type { MoveAnswer } from '../../live/words.ts';

/** What leads a ticket on from each state, the usual way first. */
const ONWARD: Readonly<Record<TicketStatus, readonly Move[]>> = {
  reported: ['accept', 'refuse', 'merge'],
  accepted: ['register', 'verify', 'cancel'],
  verifying: ['report-verification', 'register', 'cancel'],
  registered: ['dispatch', 'self-dispose'],
  dispatched: ['sign', 'request-return'],
  'return-review': ['judge-return'],
  handling: ['dispose', 'contact', 'finish-task', 'dispatch'],
  suspended: ['resume'],
  disposed: ['check'],
  callback: ['call-back'],
  closed: ['judge-appeal', 'appeal', 'reopen'],
  rejected: [],
  transferred: [],
  cancelled: [],
  merged: ['answer-caller', 'detach'],
};

/** What somebody waits for goes before what leads on. */
const WAITED_FOR: readonly Move[] = [
  'acknowledge',
  'report-in',
  'judge-return',
  'judge-extension',
  'judge-suspension',
  'judge-appeal',
  'judge-proposal',
];

export interface OrderedMoves {
  /** Open, and what the state asks for. */
  readonly primary: readonly Move[];
  readonly other: readonly Move[];
  readonly shut: readonly (MoveAnswer & { readonly refusal: NonNullable<MoveAnswer['refusal']> })[];
}

export function orderMoves(status: TicketStatus, moves: readonly MoveAnswer[]): OrderedMoves {
  const open = new Set(moves.filter(({ refusal }) => refusal === null).map(({ move }) => move));
  const primary = [...new Set([...WAITED_FOR, ...ONWARD[status]])].filter((move) => open.has(move));
  return {
    primary,
    other: [...open].filter((move) => !primary.includes(move)),
    shut: moves.flatMap(({ move, refusal }) => (refusal === null ? [] : [{ move, refusal }])),
  };
}
