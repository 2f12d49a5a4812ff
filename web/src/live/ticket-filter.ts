import { categoryGroupOf, isAwaitingCheck } from '@citybrain/domain';
import type { Measures, TicketRow, TopicFilter } from '@citybrain/protocol';
import { isLate } from './is-late.ts';

/** Which tickets stand behind a number: `word` is a group of categories or a disposition, '' those without. */
export type TicketFilter =
  | { readonly kind: 'open' | 'overdue' | 'awaitingCheck' }
  | { readonly kind: 'category' | 'disposition'; readonly word: string };

/** What the server narrows a topic to, so that the list is whole where more are open than a topic shows. */
export function topicFilterOf({ kind }: TicketFilter): TopicFilter {
  if (kind === 'overdue') return 'overdue';
  return kind === 'awaitingCheck' ? 'awaiting-check' : 'all';
}

/** As it stands in an address: `overdue`, `category:E01`. */
export const writeTicketFilter = (filter: TicketFilter): string =>
  'word' in filter ? `${filter.kind}:${filter.word}` : filter.kind;

/** Null for what is no filter. */
export function readTicketFilter(text: string | null): TicketFilter | null {
  if (text === null) return null;
  if (text === 'open' || text === 'overdue' || text === 'awaitingCheck') return { kind: text };
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon);
  return kind === 'category' || kind === 'disposition' ? { kind, word: text.slice(colon + 1) } : null;
}

/** Counts as the measures do, of open tickets. */
export function passesFilter(row: TicketRow, filter: TicketFilter, asOf: number): boolean {
  switch (filter.kind) {
    case 'open':
      return true;
    case 'overdue':
      return isLate(row, asOf);
    case 'awaitingCheck':
      return isAwaitingCheck(row);
    case 'category':
      return (row.category === null ? '' : categoryGroupOf(row.category)) === filter.word;
    case 'disposition':
      return (row.disposition ?? '') === filter.word;
  }
}

/** How many open tickets there are behind a filter, by the measures. */
export function countBehind(measures: Measures, filter: TicketFilter): number {
  switch (filter.kind) {
    case 'category':
      return measures.categories.find(({ category }) => category === filter.word)?.open ?? 0;
    case 'disposition':
      return measures.dispositions.find(({ disposition }) => (disposition ?? '') === filter.word)?.open ?? 0;
    default:
      return measures[filter.kind];
  }
}
