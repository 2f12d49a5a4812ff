import {
  categoryGroupOf,
  isAwaitingCheck,
  isUnfinished,
  TIME_BANDS,
  timeBandAt,
  type Instant,
  type TimeBand,
} from '@citybrain/domain';
import type { MatterRow, Measures, RegionId, TicketRow, TopicFilter } from './words.ts';
import { isLate } from './is-late.ts';

/** Breaches of one hour of the week, Monday from midnight is 0, or of the day that begins at an instant. */
export type BreachCell = { readonly weekHour: number } | { readonly day: number };

/** Which tickets stand behind a number: `word` is a group of categories or a disposition, '' those without. */
export type TicketFilter =
  | { readonly kind: 'open' | 'overdue' | 'awaitingCheck' | 'unplaced' }
  | { readonly kind: 'category' | 'disposition'; readonly word: string }
  /** Those with a limit that has so much time left. */
  | { readonly kind: 'band'; readonly band: TimeBand }
  /** The late ones of a group of categories in a region below. */
  | { readonly kind: 'matter'; readonly word: string; readonly region: RegionId }
  /** Those that stand on one point. */
  | { readonly kind: 'spot'; readonly lon: number; readonly lat: number }
  /** Those whose limits broke then, finished or not by now. */
  | { readonly kind: 'breached'; readonly cell: BreachCell };

/** Filters of open tickets, which are read live; breaches are read once. */
export type LiveFilter = Exclude<TicketFilter, { readonly kind: 'breached' }>;

/** What the server narrows a topic to, so that the list is whole where more are open than a topic shows. */
export function topicFilterOf(filter: LiveFilter): TopicFilter {
  switch (filter.kind) {
    case 'overdue':
    case 'matter':
      return 'overdue';
    case 'awaitingCheck':
      return 'awaiting-check';
    case 'unplaced':
      return 'unplaced';
    case 'band':
      return filter.band === 'late' ? 'overdue' : 'all';
    default:
      return 'all';
  }
}

/** As it stands in an address: `overdue`, `category:E01`, `matter:E01@nbs:370203005000`, `breached:hour:40`. */
export function writeTicketFilter(filter: TicketFilter): string {
  switch (filter.kind) {
    case 'category':
    case 'disposition':
      return `${filter.kind}:${filter.word}`;
    case 'band':
      return `band:${filter.band}`;
    case 'matter':
      return `matter:${filter.word}@${filter.region}`;
    case 'spot':
      return `spot:${filter.lon},${filter.lat}`;
    case 'breached':
      return 'weekHour' in filter.cell ? `breached:hour:${filter.cell.weekHour}` : `breached:day:${filter.cell.day}`;
    default:
      return filter.kind;
  }
}

/** Null for what is no filter. */
export function readTicketFilter(text: string | null): TicketFilter | null {
  if (text === null) return null;
  const colon = text.indexOf(':');
  const [kind, rest] = colon < 0 ? [text, null] : [text.slice(0, colon), text.slice(colon + 1)];
  switch (kind) {
    case 'open':
    case 'overdue':
    case 'awaitingCheck':
    case 'unplaced':
      return rest === null ? { kind } : null;
    case 'category':
    case 'disposition':
      return rest === null ? null : { kind, word: rest };
    case 'band': {
      const band = TIME_BANDS.find((known) => known === rest);
      return band ? { kind, band } : null;
    }
    case 'matter': {
      const at = rest?.indexOf('@') ?? -1;
      return rest === null || at < 0 ? null : { kind, word: rest.slice(0, at), region: rest.slice(at + 1) as RegionId };
    }
    case 'spot': {
      const [lon = NaN, lat = NaN] = (rest ?? '').split(',').map(Number);
      return Number.isFinite(lon) && Number.isFinite(lat) ? { kind, lon, lat } : null;
    }
    case 'breached':
      return readBreachCell(rest);
    default:
      return null;
  }
}

function readBreachCell(text: string | null): TicketFilter | null {
  const [, what, number] = /^(hour|day):(\d{1,15})$/.exec(text ?? '') ?? [];
  if (what === undefined) return null;
  return { kind: 'breached', cell: what === 'hour' ? { weekHour: Number(number) } : { day: Number(number) } };
}

/** The region whose tickets are listed. */
export const scopeOfFilter = (filter: TicketFilter, scope: RegionId): RegionId =>
  filter.kind === 'matter' ? filter.region : scope;

const groupOf = (row: TicketRow): string => (row.category === null ? '' : categoryGroupOf(row.category));

/** Counts as the measures do, of open tickets. */
export function passesFilter(row: TicketRow, filter: LiveFilter, asOf: number): boolean {
  switch (filter.kind) {
    case 'open':
      return true;
    case 'overdue':
      return isLate(row, asOf);
    case 'awaitingCheck':
      return isAwaitingCheck(row);
    case 'unplaced':
      // The topic holds no others.
      return true;
    case 'category':
      return groupOf(row) === filter.word;
    case 'disposition':
      return (row.disposition ?? '') === filter.word;
    case 'band':
      return timeBandAt(isUnfinished(row) ? row.dueAt : null, asOf as Instant) === TIME_BANDS.indexOf(filter.band);
    case 'matter':
      return groupOf(row) === filter.word && isLate(row, asOf);
    case 'spot':
      return row.point?.[0] === filter.lon && row.point[1] === filter.lat;
  }
}

/** How many open tickets there are behind a filter, by the numbers of the scope that it lists. */
export function countBehind(measures: Measures, filter: LiveFilter, matters: MatterRow | null = null): number {
  switch (filter.kind) {
    case 'category':
      return measures.categories.find(({ category }) => category === filter.word)?.open ?? 0;
    case 'disposition':
      return measures.dispositions.find(({ disposition }) => (disposition ?? '') === filter.word)?.open ?? 0;
    case 'band':
      return measures.timeLeft[TIME_BANDS.indexOf(filter.band)] ?? 0;
    case 'matter':
      return matters?.cells.find(({ category }) => category === filter.word)?.late ?? 0;
    case 'unplaced':
      return measures.unplacedWithin;
    case 'spot':
      // Nobody counts spots: those that are known here are all there is to say.
      return 0;
    default:
      return measures[filter.kind];
  }
}
