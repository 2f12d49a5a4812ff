import type { SentItem } from './send.ts';

interface Entry {
  readonly sent: SentItem;
  readonly order: number;
}

/** Items by the time they are sent; equal times in the order of arrival. A binary heap. */
export class SendQueue {
  readonly #heap: Entry[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  push(sent: SentItem): void {
    const entry = { sent, order: this.#order++ };
    let at = this.#heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, this.#heap[parent] as Entry)) break;
      this.#heap[at] = this.#heap[parent] as Entry;
      at = parent;
    }
    this.#heap[at] = entry;
  }

  peek(): SentItem | undefined {
    return this.#heap[0]?.sent;
  }

  pop(): SentItem | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (!first || !last) return undefined;
    if (first !== last) this.#sinkFromTop(last);
    return first.sent;
  }

  #sinkFromTop(entry: Entry): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry, heap[child] as Entry)) child++;
      if (!isBefore(heap[child] as Entry, entry)) break;
      heap[at] = heap[child] as Entry;
      at = child;
    }
    heap[at] = entry;
  }
}

const isBefore = (a: Entry, b: Entry): boolean =>
  a.sent.sendAt < b.sent.sendAt || (a.sent.sendAt === b.sent.sendAt && a.order < b.order);
