/**
 * What the feeding side knows about every item it sent: whether the server ever
 * acknowledged it. Items are numbered from 0 on.
 */
export class Ledger {
  readonly #acknowledged = new Set<number>();
  /** Acknowledged as new, as known already, and requests without an acknowledgement. */
  readonly counts = { accepted: 0, duplicate: 0, lostRequests: 0 };
  #next = 0;

  /** Numbers of items that were never sent before. */
  take(count: number): number[] {
    const first = this.#next;
    this.#next += count;
    return Array.from({ length: count }, (_, index) => first + index);
  }

  acknowledge(items: readonly number[], accepted: number, duplicate: number): void {
    for (const item of items) this.#acknowledged.add(item);
    this.counts.accepted += accepted;
    this.counts.duplicate += duplicate;
  }

  get sentCount(): number {
    return this.#next;
  }

  get acknowledgedCount(): number {
    return this.#acknowledged.size;
  }

  /** Compares with how often the store holds each item. */
  compare(held: ReadonlyMap<number, number>): LedgerDifference {
    const lost = [...this.#acknowledged].filter((item) => !held.has(item));
    const doubled = [...held].filter(([, times]) => times !== 1).map(([item]) => item);
    const unknown = [...held.keys()].filter((item) => !(item >= 0 && item < this.#next));
    return { lost, doubled, unknown, unacknowledged: held.size - (this.#acknowledged.size - lost.length) };
  }
}

export interface LedgerDifference {
  /** Acknowledged and not there: must be empty. */
  readonly lost: readonly number[];
  /** There more than once: must be empty. */
  readonly doubled: readonly number[];
  /** There and never sent: must be empty. */
  readonly unknown: readonly number[];
  /** There, though their acknowledgement never arrived: allowed until they are sent again. */
  readonly unacknowledged: number;
}
