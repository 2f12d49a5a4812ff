import type { TicketHistoryEntry } from '../../live/words.ts';

/** What an entry of the history says besides who and when: `words` is a key with what stands in its holes. */
export type EntryPart =
  | { readonly kind: 'said'; readonly words: string }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'named'; readonly name: string; readonly of: EntryNaming; readonly value: string }
  | { readonly kind: 'due'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'at'; readonly name: string; readonly at: number };
export type EntryNaming = 'unit' | 'condition' | 'category' | 'ladder' | 'ticket' | 'plain';

type Detail = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const at = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const part = (value: unknown): Detail => (typeof value === 'object' && value !== null ? (value as Detail) : {});

const named = (name: string, of: EntryNaming, value: unknown): EntryPart[] => {
  const known = text(value);
  return known === null ? [] : [{ kind: 'named', name, of, value: known }];
};
const said = (value: unknown): EntryPart[] => {
  const words = text(value);
  return words === null ? [] : [{ kind: 'said', words }];
};
const key = (stem: string, value: unknown): EntryPart[] => {
  const word = text(value);
  return word === null ? [] : [{ kind: 'key', key: `${stem}.${word}` }];
};
const answer = (name: string, value: unknown): EntryPart[] =>
  typeof value === 'boolean' ? [{ kind: 'key', key: `desk.yesNo.${name}.${value ? 'yes' : 'no'}` }] : [];

/** The parts of an entry in the order in which they are told. What is not known here is left out. */
export function describeEntry({
  type,
  detail,
  note,
}: Pick<TicketHistoryEntry, 'type' | 'detail' | 'note'>): EntryPart[] {
  return [...partsOf(type, detail), ...(note === null ? [] : said(note))];
}

function partsOf(type: string, detail: Detail): EntryPart[] {
  switch (type) {
    case 'TicketRefused':
      return [...key('desk.refuseReason', detail['reason']), ...said(detail['told'])];
    case 'TicketVerificationAsked':
      return named('unit', 'unit', detail['unit']);
    case 'TicketVerified':
      return answer('isFound', detail['isFound']);
    case 'TicketDispatched':
      return dispatchParts(detail);
    case 'TicketReturnRequested':
      return [
        ...key('desk.returnReason', detail['reason']),
        ...named('suggestedUnit', 'unit', detail['suggestedUnit']),
        ...named('legalBasis', 'plain', detail['legalBasis']),
      ];
    case 'TicketContacted':
      return [
        ...answer('isReached', detail['isReached']),
        ...(detail['isFirstResponse'] === true ? [{ kind: 'key', key: 'desk.firstResponse' } as const] : []),
      ];
    case 'TicketExtensionRequested':
    case 'TicketExtended':
      return [{ kind: 'due', from: at(detail['oldDueAt']), to: at(detail['newDueAt']) }, ...said(detail['reason'])];
    case 'TicketCalledBack':
      return callbackParts(part(detail['result']));
    default:
      return otherParts(type, detail);
  }
}

const dispatchParts = (detail: Detail): EntryPart[] => [
  ...key('dispositions', detail['disposition']),
  ...named('lead', 'plain', detail['leadName']),
  ...named('leader', 'plain', detail['leader']),
  ...(detail['isDesignated'] === true ? [{ kind: 'key', key: 'desk.designated' } as const] : []),
];

const callbackParts = (result: Detail): EntryPart[] => [
  ...key('desk.outcome', result['outcome']),
  ...answer('isSolved', result['isSolved']),
  ...answer('isSatisfied', result['isSatisfied']),
];

function otherParts(type: string, detail: Detail): EntryPart[] {
  const { task, notice, whistle, proposal, mark, piece } = detail;
  const resumeAt = at(detail['resumeAt']);
  return [
    ...classificationParts(part(detail['classification'])),
    ...named('condition', 'condition', detail['condition']),
    ...(type === 'TicketEscalated' ? key('dispositions', detail['to']) : []),
    ...named('unit', 'unit', part(task)['unit'] ?? part(notice)['unit'] ?? (type === 'TicketUnitReportedIn' && detail['unit'])), // prettier-ignore
    ...said(part(task)['what']),
    ...key('desk.noticeKind', part(notice)['kind']),
    ...said(part(notice)['text']),
    ...said(part(whistle)['what']),
    ...key('desk.clock', part(mark)['kind']),
    ...named('file', 'plain', part(piece)['name']),
    ...named('rule', 'ladder', part(proposal)['rule'] ?? detail['rule']),
    ...said(detail['reason']),
    ...said(detail['newFacts']),
    ...named('ticket', 'ticket', detail['into'] ?? detail['member'] ?? (type === 'TicketDetached' && detail['from'])),
    ...(resumeAt === null ? [] : [{ kind: 'at', name: 'resumeAt', at: resumeAt } as const]),
  ];
}

const classificationParts = (said: Detail): EntryPart[] => [
  ...named('category', 'category', said['category']),
  ...key('dispositions', said['disposition']),
  ...key('desk.priority', said['priority']),
  ...key('desk.demandKind', said['demandKind']),
];

/** Written down so much after it happened, and both times are told. */
const LATE_MS = 60_000;
export const isLateRecord = ({
  happenedAt,
  recordedAt,
}: Pick<TicketHistoryEntry, 'happenedAt' | 'recordedAt'>): boolean => recordedAt - happenedAt > LATE_MS;
