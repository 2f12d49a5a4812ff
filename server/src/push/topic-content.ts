import type { IncidentId, RegionTree, StationId } from '@citybrain/domain';
import {
  type CollectionChange,
  type FieldLevel,
  type Frame,
  type LatestRow,
  type Measures,
  type TopicLayer,
} from '@citybrain/protocol';
import { maskLatestRow } from '../access/masking.ts';
import type { LatestEntry, Picture } from '../views/view.ts';
import { TicketsContent } from './tickets-content.ts';
import { incidentRow, stationRow } from './topic-rows.ts';

export type Change = Frame['change'];

/**
 * What a topic shows, and what of it changed since it was last asked. Whoever has
 * taken in a snapshot at any moment and then every change holds what is true after
 * the last one.
 */
export interface TopicContent {
  /** Something the topic may show was touched: a region's index or a subject's id. */
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

/** One record; a change holds the keys whose values differ from what was sent last. */
class MeasuresContent implements TopicContent {
  readonly #context: TopicContext;
  #isTouched = false;
  /** What the frames so far add up to. A snapshot of anything newer would miss what changes and changes back. */
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
    return this.#sent;
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

/** The last entries; one that is pushed out of them is gone. */
class LatestContent implements TopicContent {
  readonly #context: TopicContext;
  #isTouched = false;
  /** What the frames so far add up to. */
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
