import {
  instant,
  streamKeyOf,
  type FactPart,
  type Place,
  type RefuseReason,
  type Stamp,
  type StreamId,
  type TicketId,
} from '@citybrain/domain';
import type { ExclusionRow } from '@citybrain/protocol';
import type { Database } from '../log/database.ts';
import { ticketFromRow, type TicketTableRow } from '../log/ticket-table.ts';
import { LIST_EXCLUDING_FACTS } from './measure-fact-sql.ts';
import { factValues, standingValues, type MeasureQuestion } from './measure-history.ts';
import { LIST_SUSPENDED } from './measure-standing-sql.ts';

interface Excluding {
  readonly stream: StreamId;
  /** Of the event that decided it. */
  readonly version: number;
  readonly part: FactPart | 'suspended';
  readonly at: number;
  readonly place: Place;
}

interface Decision {
  readonly stream: StreamId;
  readonly version: number;
  readonly type: string;
  readonly at: number;
  readonly data: {
    readonly by: Stamp;
    readonly note: string | null;
    readonly reason?: string;
    readonly told?: string;
  };
}

const DECISIONS = `
  SELECT stream, version, type, (extract(epoch FROM happened_at) * 1000)::bigint AS at, data FROM events
  WHERE stream = ANY($1) AND sequence <= $2 AND type IN ('TicketAppealed', 'TicketAppealApproved', 'TicketExempted',
    'TicketSuspensionRequested', 'TicketSuspensionApproved', 'TicketSuspended', 'TicketMerged', 'TicketCancelled',
    'TicketRefused')
  ORDER BY stream, version`;

/** Names every ticket that the measures of a period leave out or excuse, with who said so, why and when. */
export class MeasureExclusions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * The newest decision first. A ticket that does not lie in the scope any more is counted without its name and words.
   * @param isWithin whether a place counts in the scope, by the regions in force
   */
  async list(question: MeasureQuestion, isWithin: (place: Place) => boolean): Promise<ExclusionRow[]> {
    const facts = await this.#database.query<Excluding>(LIST_EXCLUDING_FACTS, factValues(question));
    const suspended = await this.#database.query<Excluding>(LIST_SUSPENDED, standingValues(question));
    const listed = [...notDetached(facts), ...suspended.map((row) => ({ ...row, part: 'suspended' as const }))];
    const here = listed.filter(({ place }) => isWithin(place));
    const streams = [...new Set(here.map(({ stream }) => stream))];
    const decisions = await this.#decisions(streams, question.sequence);
    const visible = await this.#within(streams, isWithin);
    return [...Map.groupBy(here, ({ stream, version }) => `${stream} ${version}`).values()]
      .flatMap((same) => rowOf(same, decisions.get(same[0]?.stream ?? ('' as StreamId)) ?? []))
      .map((row) => (row.ticket !== null && visible.has(row.ticket) ? row : { ...row, ticket: null, why: null }))
      .sort((a, b) => b.at - a.at);
  }

  async #decisions(streams: readonly StreamId[], sequence: number): Promise<Map<StreamId, Decision[]>> {
    const rows = await this.#database.query<Decision>(DECISIONS, [streams, sequence]);
    return Map.groupBy(rows, ({ stream }) => stream);
  }

  async #within(streams: readonly StreamId[], isWithin: (place: Place) => boolean): Promise<Set<TicketId>> {
    const ids = streams.map(streamKeyOf);
    const rows = await this.#database.query<TicketTableRow>('SELECT * FROM tickets WHERE id = ANY($1)', [ids]);
    return new Set(rows.filter((row) => isWithin(ticketFromRow(row).facts.place)).map(({ id }) => id as TicketId));
  }
}

/** Without the merges that were undone; a detachment counts at the time of the merge that it undoes. */
function notDetached(facts: readonly Excluding[]): Excluding[] {
  const undone = facts.filter(({ part }) => part === 'detached').map(({ stream, at }) => `${stream} ${at}`);
  return facts.filter(({ part, stream, at }) => {
    if (part === 'detached') return false;
    const index = part === 'merged' ? undone.indexOf(`${stream} ${at}`) : -1;
    if (index >= 0) undone.splice(index, 1);
    return index < 0;
  });
}

const REASONS: Readonly<Partial<Record<Excluding['part'], ExclusionRow['reason']>>> = {
  disposedExempt: 'exempted',
  closedExempt: 'exempted',
  suspended: 'suspended',
  merged: 'merged',
  cancelled: 'cancelled',
  rejected: 'rejected',
  transferred: 'transferred',
};

/** By which step something was asked for, and by which somebody else agreed before the last word. */
const ASKED_AND_AGREED: Readonly<Record<string, readonly [asked: string, agreed: string]>> = {
  TicketExempted: ['TicketAppealed', 'TicketAppealApproved'],
  TicketSuspended: ['TicketSuspensionRequested', 'TicketSuspensionApproved'],
};

/** @param same what one decision excludes; @param decisions of its ticket, in order */
function rowOf(same: readonly Excluding[], decisions: readonly Decision[]): ExclusionRow[] {
  const [first] = same;
  const decision = decisions.find(({ version }) => version === first?.version);
  const reason = first && REASONS[first.part];
  if (!decision || !reason) return [];
  const [asked, agreed] = ASKED_AND_AGREED[decision.type] ?? [];
  const before = decisions.filter(({ version }) => version < decision.version);
  const request = before.findLast(({ type }) => type === asked);
  const agreements = before.filter(({ type, version }) => type === agreed && version > (request?.version ?? 0));
  const { by, note, reason: said, told } = decision.data;
  const isRefusal = decision.type === 'TicketRefused';
  return [
    {
      reason,
      ticket: streamKeyOf(decision.stream) as TicketId,
      at: instant(decision.at),
      askedBy: request?.data.by ?? null,
      approvedBy: [...agreements.map(({ data }) => data.by), by],
      why: told ?? (isRefusal ? null : said) ?? note,
      code: isRefusal ? ((said as RefuseReason | undefined) ?? null) : null,
      exempt: same.flatMap(({ part }) => (part === 'disposedExempt' || part === 'closedExempt' ? [part] : [])),
    },
  ];
}
