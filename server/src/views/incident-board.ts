import { evolveIncident, isIncidentOver, type IncidentEvent, type IncidentId, type LogEvent } from '@citybrain/domain';
import { ScopeSets } from './scope-sets.ts';
import type { BoardOptions } from './station-board.ts';
import type { HeldIncident } from './view.ts';

/** Incidents announced or started; what is over leaves the picture. */
export class IncidentBoard {
  readonly #options: BoardOptions;
  readonly #entries = new Map<IncidentId, HeldIncident>();
  readonly #scopes: ScopeSets<IncidentId>;

  constructor(options: BoardOptions) {
    this.#options = options;
    this.#scopes = new ScopeSets(options.tree);
  }

  find(id: IncidentId): HeldIncident | undefined {
    return this.#entries.get(id);
  }

  all(): Iterable<HeldIncident> {
    return this.#entries.values();
  }

  /** Takes up an incident of a snapshot; what it counts is restored elsewhere. */
  restore(held: HeldIncident): void {
    this.#entries.set(held.id, held);
    this.#scopes.add(held.regionIndex, held.id);
  }

  *within(region: number): Generator<HeldIncident> {
    for (const id of this.#scopes.within(region)) {
      const entry = this.#entries.get(id);
      if (entry) yield entry;
    }
  }

  /** Undefined when the incident was over before: what is added to it then no longer shows. */
  apply(id: IncidentId, event: LogEvent<IncidentEvent>): HeldIncident | undefined {
    const known = this.#entries.get(id);
    if (!known && event.type !== 'IncidentAnnounced') return undefined;
    const incident = evolveIncident(known?.incident ?? null, event);
    const regionIndex = this.#options.placeIndex(incident.facts.place);
    const entry: HeldIncident = { id, incident, regionIndex };
    if (known) this.#count(known, -1);
    const isOver = isIncidentOver(incident);
    if (isOver) this.#entries.delete(id);
    else {
      this.#entries.set(id, entry);
      this.#count(entry, 1);
    }
    const changes = this.#options.changes();
    changes.move(changes.incidents, id, known?.regionIndex ?? -1, isOver ? -1 : regionIndex);
    return entry;
  }

  #count({ id, incident, regionIndex }: HeldIncident, by: 1 | -1): void {
    if (by === 1) this.#scopes.add(regionIndex, id);
    else this.#scopes.delete(regionIndex, id);
    const path = this.#options.tree.pathUp(regionIndex);
    this.#options.changes().touch(path);
    if (incident.status !== 'started') return;
    for (const region of path) this.#options.counters.add('activeIncidents', region, by);
  }
}
