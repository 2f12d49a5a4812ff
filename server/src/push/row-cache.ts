import type { RegionId, RegionTree } from '@citybrain/domain';
import type { FieldLevel, TicketRow } from '@citybrain/protocol';
import { maskTicketRow } from '../access/masking.ts';
import type { HeldTicket } from '../views/view.ts';
import { ticketRow } from './topic-rows.ts';

/** Rows of tickets as each field level may see them: made once for a ticket's version, held once for all topics. */
export class RowCache {
  readonly #tree: RegionTree;
  readonly #rows: Record<FieldLevel, WeakMap<HeldTicket, TicketRow>> = { wall: new WeakMap(), desk: new WeakMap() };

  constructor(tree: RegionTree) {
    this.#tree = tree;
  }

  /** @param held as the picture holds it now; a ticket that changed is another object there. */
  rowOf(held: HeldTicket, level: FieldLevel): TicketRow {
    const known = this.#rows[level].get(held);
    if (known) return known;
    const row = maskTicketRow(ticketRow(held, this.#tree), level, this.#labelPointOf);
    this.#rows[level].set(held, row);
    return row;
  }

  readonly #labelPointOf = (id: RegionId): TicketRow['point'] => this.#tree.find(id)?.labelPoint ?? null;
}
