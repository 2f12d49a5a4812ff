import {
  MOVE_RULES,
  REFUSAL_CODES,
  type ActorKind,
  type Move,
  type Relation,
  type TicketStatus,
} from '@citybrain/domain';

/** What a refusal is told by: a word of the screen's own, with what it names, or the server's words. */
export type RefusalWords =
  | {
      readonly code: string;
      readonly from: readonly TicketStatus[];
      readonly actors: readonly ActorKind[];
      readonly relation: Relation;
    }
  | { readonly code: null; readonly detail: string };

const isKnown = (code: string): boolean => (REFUSAL_CODES as readonly string[]).includes(code);

/** @param move null: a report or a merge of several. */
export function explainRefusal(move: Move | null, { code, detail }: { code: string; detail: string }): RefusalWords {
  if (!isKnown(code)) return { code: null, detail };
  if (move === null) return { code, from: [], actors: [], relation: 'place' };
  const { from, actors, relation } = MOVE_RULES[move];
  return { code, from, actors, relation };
}
