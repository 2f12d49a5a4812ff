import type { IncidentId, RegionTree, StationId, TicketId } from '@citybrain/domain';
import {
  MAX_LATEST_ROWS,
  MAX_TICKET_ROWS,
  type CollectionChange,
  type FieldLevel,
  type Frame,
  type LatestRow,
  type Measures,
  type TopicLayer,
} from '@citybrain/protocol';
import { maskLatestRow, maskTicketRow } from '../access/masking.ts';
import type { HeldTicket, LatestEntry, Picture } from '../views/view.ts';
import { incidentRow, stationRow, ticketRow } from './topic-rows.ts';

export type Change = Frame['change'];

/** What a topic shows, and what of it changed since it was last asked. */
export interface TopicContent {
  /** Something the topic may show was touched: a region index, a subject's id, an entry. */
  note(touched: unknown): void;
  /** What changed since the last call, merged; null: nothing that shows. */
  takeChange(): Change | null;
  snapshot(): Change;
}

export interface TopicContext {
  readonly picture: Picture;
  readonly tree: RegionTree;
  readonly region: number;
  readonly level: FieldLevel;
}

export function topicContent(layer: TopicLayer, context: TopicContext): TopicContent {
  switch (layer) {
    case 'measures':
      return new MeasuresContent(context);
    case 'children':
      return new ChildrenContent(context);
    case 'tickets':
      return new TicketsContent(context);
    case 'stations':
      return new SubjectsContent(
        (id: StationId) => {
          const held = context.picture.station(id);
          return held && context.tree.isWithin(held.regionIndex, context.region)
            ? stationRow(held, context.tree)
            : null;
        },
        () => [...context.picture.stations(context.region)].map((held) => stationRow(held, context.tree)),
      );
    case 'incidents':
      return new SubjectsContent(
        (id: IncidentId) => {
          const held = context.picture.incident(id);
          return held && context.tree.isWithin(held.regionIndex, context.region)
            ? incidentRow(held, context.tree)
            : null;
        },
        () => [...context.picture.incidents(context.region)].map((held) => incidentRow(held, context.tree)),
      );
    case 'latest':
      return new LatestContent(context);
  }
}

/** One record; a change holds the keys whose values differ. */
class MeasuresContent implements TopicContent {
  readonly #context: TopicContext;
  #isTouched = false;
  #sent: Measures;

  constructor(context: TopicContext) {
    this.#context = context;
    this.#sent = this.#read();
  }

  note(): void {
    this.#isTouched = true;
  }

  takeChange(): Change | null {
    if (!this.#isTouched) return null;
    this.#isTouched = false;
    const measures = this.#read();
    const change: Record<string, unknown> = {};
    for (const key of Object.keys(measures) as (keyof Measures)[]) {
      if (JSON.stringify(measures[key]) !== JSON.stringify(this.#sent[key])) change[key] = measures[key];
    }
    this.#sent = measures;
    return Object.keys(change).length === 0 ? null : change;
  }

  snapshot(): Change {
    return this.#read();
  }

  #read(): Measures {
    return this.#context.picture.measures(this.#context.region);
  }
}

class ChildrenContent implements TopicContent {
  readonly #context: TopicContext;
  readonly #touched = new Set<number>();

  constructor(context: TopicContext) {
    this.#context = context;
  }

  note(region: unknown): void {
    this.#touched.add(region as number);
  }

  takeChange(): Change | null {
    if (this.#touched.size === 0) return null;
    const change = this.#change([...this.#touched]);
    this.#touched.clear();
    return change;
  }

  snapshot(): Change {
    return this.#change(this.#context.tree.childrenOf(this.#context.region));
  }

  #change(regions: readonly number[]): CollectionChange<ReturnType<Picture['childRow']>> {
    const { picture, tree, region } = this.#context;
    return {
      put: regions.map((child) => picture.childRow(child)),
      gone: [],
      total: tree.childrenOf(region).length,
    };
  }
}

/** Open tickets, at most {@link MAX_TICKET_ROWS}: the newest when the topic was opened, and all that came since. */
class TicketsContent implements TopicContent {
  readonly #context: TopicContext;
  readonly #touched = new Set<TicketId>();
  readonly #held: Set<TicketId>;

  constructor(context: TopicContext) {
    this.#context = context;
    const open = [...context.picture.openTickets(context.region)];
    if (open.length > MAX_TICKET_ROWS) open.sort((a, b) => b.ticket.reportedAt - a.ticket.reportedAt);
    this.#held = new Set(open.slice(0, MAX_TICKET_ROWS).map(({ id }) => id));
  }

  note(id: unknown): void {
    this.#touched.add(id as TicketId);
  }

  takeChange(): Change | null {
    if (this.#touched.size === 0) return null;
    const put: ReturnType<TicketsContent['rowOf']>[] = [];
    const gone: TicketId[] = [];
    for (const id of this.#touched) {
      const ticket = this.#find(id);
      if (ticket && (this.#held.has(id) || this.#held.size < MAX_TICKET_ROWS)) {
        this.#held.add(id);
        put.push(this.rowOf(ticket));
      } else if (!ticket && this.#held.delete(id)) {
        gone.push(id);
      }
    }
    this.#touched.clear();
    return { put, gone, total: this.#total() };
  }

  snapshot(): Change {
    const put = [...this.#held].map((id) => this.#find(id)).filter((ticket) => ticket !== undefined);
    return { put: put.map((ticket) => this.rowOf(ticket)), gone: [], total: this.#total() };
  }

  rowOf(ticket: HeldTicket): ReturnType<typeof maskTicketRow> {
    const { tree, level } = this.#context;
    return maskTicketRow(ticketRow(ticket, tree), level, (region) => tree.find(region)?.labelPoint ?? null);
  }

  #total(): number {
    return this.#context.picture.openCount(this.#context.region);
  }

  #find(id: TicketId): HeldTicket | undefined {
    const { picture, tree, region } = this.#context;
    const ticket = picture.openTicket(id);
    return ticket && tree.isWithin(ticket.regionIndex, region) ? ticket : undefined;
  }
}

/** Stations or incidents of a scope. */
class SubjectsContent<Id extends string, Row extends { readonly id: Id }> implements TopicContent {
  readonly #rowOf: (id: Id) => Row | null;
  readonly #all: () => readonly Row[];
  readonly #touched = new Set<Id>();

  constructor(rowOf: (id: Id) => Row | null, all: () => readonly Row[]) {
    this.#rowOf = rowOf;
    this.#all = all;
  }

  note(id: unknown): void {
    this.#touched.add(id as Id);
  }

  takeChange(): Change | null {
    if (this.#touched.size === 0) return null;
    const put: Row[] = [];
    const gone: Id[] = [];
    for (const id of this.#touched) {
      const row = this.#rowOf(id);
      if (row) put.push(row);
      else gone.push(id);
    }
    this.#touched.clear();
    return { put, gone, total: this.#all().length } as unknown as Change;
  }

  snapshot(): Change {
    const put = this.#all();
    return { put, gone: [], total: put.length } as unknown as Change;
  }
}

class LatestContent implements TopicContent {
  readonly #context: TopicContext;
  #touched: LatestEntry[] = [];

  constructor(context: TopicContext) {
    this.#context = context;
  }

  note(entry: unknown): void {
    this.#touched.push(entry as LatestEntry);
    if (this.#touched.length > MAX_LATEST_ROWS) this.#touched.shift();
  }

  takeChange(): Change | null {
    if (this.#touched.length === 0) return null;
    const put = this.#touched.map((entry) => this.#rowOf(entry));
    this.#touched = [];
    return { put, gone: [], total: this.#total() };
  }

  snapshot(): Change {
    const entries = this.#context.picture.latest(this.#context.region);
    return { put: entries.map((entry) => this.#rowOf(entry)), gone: [], total: this.#total() };
  }

  #rowOf(entry: LatestEntry): LatestRow {
    return maskLatestRow(entry, this.#context.level);
  }

  #total(): number {
    return this.#context.picture.latest(this.#context.region).length;
  }
}
