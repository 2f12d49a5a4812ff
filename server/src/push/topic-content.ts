import type { IncidentId, RegionTree, StationId } from '@citybrain/domain';
import {
  type ChildRow,
  type FieldLevel,
  type Frame,
  type LatestRow,
  type MatterRow,
  type TopicParts,
} from '@citybrain/protocol';
import { maskLatestRow } from '../access/masking.ts';
import type { LatestEntry, Picture } from '../views/view.ts';
import type { RowCache } from './row-cache.ts';
import { TicketsContent } from './tickets-content.ts';
import { incidentRow, stationRow } from './topic-rows.ts';

export type Change = Frame['change'];

/**
 * What a topic shows, and what of it changed since it was last asked.
 */
export interface TopicContent {
  /** Something the topic may show was touched: a region's index or a subject's id. */
  note(touched: unknown): void;
  /** What changed since the last call, merged; null: nothing that shows. */
  takeChange(): Change | null;
  /** What the changes taken so far add up to: as it was at the last call. */
  snapshot(): Change;
}

export interface TopicContext {
  readonly picture: Picture;
  readonly tree: RegionTree;
  readonly region: number;
  readonly level: FieldLevel;
  readonly rows: RowCache;
}

export function topicContent({ layer, filter }: Omit<TopicParts, 'scope'>, context: TopicContext): TopicContent {
  switch (layer) {
    case 'measures':
      return new RecordContent(() => context.picture.measures(context.region));
    case 'breaches':
      return new RecordContent(() => context.picture.breachTimes(context.region));
    case 'children':
      return new ChildrenContent(context, (child) => context.picture.childRow(child));
    case 'matters':
      return new ChildrenContent(context, (child) => context.picture.matters(child));
    case 'tickets':
      return new TicketsContent(context, filter);
    case 'stations':
      return new SubjectsContent(
        (id: StationId) => {
          const held = context.picture.station(id);
          return held && context.tree.isWithin(held.regionIndex, context.region)
            ? stationRow(held, context.tree)
            : null;
        },
        [...context.picture.stations(context.region)].map(({ id }) => id),
      );
    case 'incidents':
      return new SubjectsContent(
        (id: IncidentId) => {
          const held = context.picture.incident(id);
          return held && context.tree.isWithin(held.regionIndex, context.region)
            ? incidentRow(held, context.tree)
            : null;
        },
        [...context.picture.incidents(context.region)].map(({ id }) => id),
      );
    case 'latest':
      return new LatestContent(context);
  }
}

/** One record; a change holds the keys whose values differ from what was sent last. */
class RecordContent<Values extends object> implements TopicContent {
  readonly #read: () => Values;
  #isTouched = false;
  #sent: Values;

  constructor(read: () => Values) {
    this.#read = read;
    this.#sent = read();
  }

  note(): void {
    this.#isTouched = true;
  }

  takeChange(): Change | null {
    if (!this.#isTouched) return null;
    this.#isTouched = false;
    const values = this.#read();
    const change: Partial<Values> = {};
    for (const key of Object.keys(values) as (keyof Values)[]) {
      if (JSON.stringify(values[key]) !== JSON.stringify(this.#sent[key])) change[key] = values[key];
    }
    this.#sent = values;
    return Object.keys(change).length === 0 ? null : change;
  }

  snapshot(): Change {
    return this.#sent;
  }
}

/** A row for each child region; a change holds those that differ from what was sent last. */
class ChildrenContent<Row extends ChildRow | MatterRow> implements TopicContent {
  readonly #rowOf: (child: number) => Row;
  readonly #rows: Map<number, Row>;
  readonly #touched = new Set<number>();

  constructor({ tree, region }: TopicContext, rowOf: (child: number) => Row) {
    this.#rowOf = rowOf;
    this.#rows = new Map(tree.childrenOf(region).map((child) => [child, rowOf(child)]));
  }

  note(region: unknown): void {
    this.#touched.add(region as number);
  }

  takeChange(): Change | null {
    if (this.#touched.size === 0) return null;
    const put: Row[] = [];
    for (const child of this.#touched) {
      const row = this.#rowOf(child);
      if (JSON.stringify(row) === JSON.stringify(this.#rows.get(child))) continue;
      this.#rows.set(child, row);
      put.push(row);
    }
    this.#touched.clear();
    return put.length === 0 ? null : this.#change(put);
  }

  snapshot(): Change {
    return this.#change([...this.#rows.values()]);
  }

  #change(put: readonly Row[]): Change {
    return { put, gone: [], total: this.#rows.size };
  }
}

/** Stations or incidents of a scope. */
class SubjectsContent<Id extends string, Row extends { readonly id: Id }> implements TopicContent {
  readonly #rowOf: (id: Id) => Row | null;
  readonly #rows = new Map<Id, Row>();
  readonly #touched = new Set<Id>();

  constructor(rowOf: (id: Id) => Row | null, ids: Iterable<Id>) {
    this.#rowOf = rowOf;
    for (const id of ids) this.note(id);
    this.takeChange();
  }

  note(id: unknown): void {
    this.#touched.add(id as Id);
  }

  takeChange(): Change | null {
    const put: Row[] = [];
    const gone: Id[] = [];
    for (const id of this.#touched) {
      const row = this.#rowOf(id);
      if (row) {
        this.#rows.set(id, row);
        put.push(row);
      } else if (this.#rows.delete(id)) gone.push(id);
    }
    this.#touched.clear();
    return put.length === 0 && gone.length === 0 ? null : this.#change(put, gone);
  }

  snapshot(): Change {
    return this.#change([...this.#rows.values()], []);
  }

  #change(put: readonly Row[], gone: readonly Id[]): Change {
    return { put, gone, total: this.#rows.size } as unknown as Change;
  }
}

/** The last entries; one that is pushed out of them is gone. */
class LatestContent implements TopicContent {
  readonly #context: TopicContext;
  #isTouched = false;
  #sent: readonly LatestEntry[];

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
    const before = new Set(this.#sent);
    const now = new Set((this.#sent = this.#read()));
    const put = this.#sent.filter((entry) => !before.has(entry)).map((entry) => this.#rowOf(entry));
    const gone = [...before].filter((entry) => !now.has(entry)).map(({ id }) => id);
    return put.length === 0 ? null : { put, gone, total: now.size };
  }

  snapshot(): Change {
    return { put: this.#sent.map((entry) => this.#rowOf(entry)), gone: [], total: this.#sent.length };
  }

  #read(): readonly LatestEntry[] {
    return [...this.#context.picture.latest(this.#context.region)];
  }

  #rowOf(entry: LatestEntry): LatestRow {
    return maskLatestRow(entry, this.#context.level);
  }
}
