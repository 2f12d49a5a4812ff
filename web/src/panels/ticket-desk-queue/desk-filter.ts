import {
  DISPOSITIONS,
  isUnfinished,
  PRIORITIES,
  type Actor,
  type Disposition,
  type Priority,
  type UnitId,
} from '@citybrain/domain';
import { isLate } from '../../live/is-late.ts';
import { lightOf } from '../../live/light-of.ts';
import type { TicketRow } from '../../live/words.ts';
import { DESK_STAGES, isInStage, waitsForWordOf, type DeskStage } from './desk-stages.ts';

export const DESK_LIGHTS = ['overdue', 'at-risk'] as const;
export type DeskLight = (typeof DESK_LIGHTS)[number];

/** What the queue shows; null or '' for all. */
export interface DeskFilter {
  readonly text: string;
  readonly stage: DeskStage | null;
  /** `mine`: units for which the viewer acts. */
  readonly unit: 'mine' | UnitId | null;
  readonly disposition: Disposition | null;
  readonly priority: Priority | null;
  readonly light: DeskLight | null;
  readonly isSupervised: boolean;
  /** Only what waits for the viewer's word. */
  readonly isWaitingForMe: boolean;
}

export const NO_FILTER: DeskFilter = {
  text: '',
  stage: null,
  unit: null,
  disposition: null,
  priority: null,
  light: null,
  isSupervised: false,
  isWaitingForMe: false,
};

type Query = Readonly<Record<string, string | null>>;
const find = <Word extends string>(words: readonly Word[], text: string | null): Word | null =>
  words.find((word) => word === text) ?? null;

/** From the words of an address; what means nothing there is no filter. */
export const readDeskFilter = (text: (key: string) => string | null): DeskFilter => ({
  text: text('q') ?? '',
  stage: find(DESK_STAGES, text('stage')),
  unit: text('unit') as DeskFilter['unit'],
  disposition: find(DISPOSITIONS, text('way')),
  priority: find(PRIORITIES, text('priority')),
  light: find(DESK_LIGHTS, text('light')),
  isSupervised: text('supervised') === '1',
  isWaitingForMe: text('word') === '1',
});

export const writeDeskFilter = (filter: DeskFilter): Query => ({
  q: filter.text === '' ? null : filter.text,
  stage: filter.stage,
  unit: filter.unit,
  way: filter.disposition,
  priority: filter.priority,
  light: filter.light,
  supervised: filter.isSupervised ? '1' : null,
  word: filter.isWaitingForMe ? '1' : null,
});

/** How many of its parts are set, the search not counted. */
export const countFilters = (filter: DeskFilter): number =>
  Object.entries(writeDeskFilter(filter)).filter(([key, value]) => key !== 'q' && value !== null).length;

export interface DeskViewer {
  readonly mine: ReadonlySet<UnitId>;
  readonly actors: readonly Actor[];
}

/** As the headline of the wall counts it, also where the deadline is doubted. */
export const isOverdueRow = (row: TicketRow, asOf: number): boolean => isLate(row, asOf);

const SOON_MS = 2 * 3_600_000;
/** Not late yet: the log has warned, or two hours are left. */
export const isAtRiskRow = (row: TicketRow, asOf: number): boolean => {
  const light = lightOf(row, asOf);
  if (light !== null) return light === 'warned';
  return isUnfinished(row) && row.dueAt !== null && row.dueAt >= asOf && row.dueAt - asOf < SOON_MS;
};

const isOfUnit = ({ lead, also }: TicketRow, units: (unit: UnitId) => boolean): boolean =>
  (lead !== null && units(lead)) || also.some(units);

/** @param wordsOf what of a row is searched besides title, address and id, such as its category. */
export function passesDeskFilter(
  row: TicketRow,
  filter: DeskFilter,
  { asOf, viewer, wordsOf }: { asOf: number; viewer: DeskViewer; wordsOf: (row: TicketRow) => string },
): boolean {
  const { stage, unit, disposition, priority, light } = filter;
  return (
    (stage === null || isInStage(row, stage)) &&
    (unit === null || isOfUnit(row, (id) => (unit === 'mine' ? viewer.mine.has(id) : id === unit))) &&
    (disposition === null || row.disposition === disposition) &&
    (priority === null || row.priority === priority) &&
    (light === null || (light === 'overdue' ? isOverdueRow(row, asOf) : isAtRiskRow(row, asOf))) &&
    (!filter.isSupervised || row.isSupervised) &&
    (!filter.isWaitingForMe || waitsForWordOf(row, viewer.actors)) &&
    holdsWords(filter.text, () => `${row.title ?? ''} ${row.address ?? ''} ${row.id} ${wordsOf(row)}`)
  );
}

function holdsWords(search: string, text: () => string): boolean {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = text().toLowerCase();
  return words.every((word) => all.includes(word));
}

/** What stands above the queue. */
export interface DeskCounts {
  readonly open: number;
  readonly overdue: number;
  readonly atRisk: number;
  readonly waitingForMe: number;
  readonly stages: Readonly<Record<DeskStage, number>>;
}

export function countDesk(rows: Iterable<TicketRow>, asOf: number, { actors }: DeskViewer): DeskCounts {
  const counts = { open: 0, overdue: 0, atRisk: 0, waitingForMe: 0 };
  const stages = Object.fromEntries(DESK_STAGES.map((stage) => [stage, 0])) as Record<DeskStage, number>;
  for (const row of rows) {
    counts.open += 1;
    if (isOverdueRow(row, asOf)) counts.overdue += 1;
    if (isAtRiskRow(row, asOf)) counts.atRisk += 1;
    if (waitsForWordOf(row, actors)) counts.waitingForMe += 1;
    for (const stage of DESK_STAGES) if (isInStage(row, stage)) stages[stage] += 1;
  }
  return { ...counts, stages };
}
