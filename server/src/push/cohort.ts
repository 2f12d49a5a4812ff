import type { Screen } from './screen.ts';
import type { Topic } from './topic.ts';

/** Screens in step that watch the same topics: at a tick they are sent the same bytes. */
export interface Cohort {
  readonly key: string;
  readonly topics: readonly Topic[];
  readonly members: Set<Screen>;
  /** When its members were last sent something. */
  sentAtMs: number;
}

/** The cohorts by what is watched. Memory goes with the screens. */
export class Cohorts {
  readonly #cohorts = new Map<string, Cohort>();

  get size(): number {
    return this.#cohorts.size;
  }

  /** @param nowMs a new cohort's members were answered just now: they need no word before the next heartbeat. */
  join(screen: Screen, nowMs: number): void {
    const topics = [...screen.watched.values()].sort((a, b) => a.serial - b.serial);
    const key = topics.map(({ serial }) => serial).join(' ');
    const known = this.#cohorts.get(key);
    const cohort = known ?? { key, topics, members: new Set<Screen>(), sentAtMs: nowMs };
    if (!known) this.#cohorts.set(key, cohort);
    cohort.members.add(screen);
    screen.cohort = cohort;
  }

  leave(screen: Screen): void {
    const { cohort } = screen;
    screen.cohort = null;
    if (!cohort) return;
    cohort.members.delete(screen);
    if (cohort.members.size === 0) this.#cohorts.delete(cohort.key);
  }

  [Symbol.iterator](): Iterator<Cohort> {
    return this.#cohorts.values();
  }
}
