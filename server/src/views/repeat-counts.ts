import { DAY_MS, type Instant, type Ticket, type TicketId } from '@citybrain/domain';
import type { HeldTicket } from './view.ts';

/** Older reports are not asked for. */
export const REPEATS_WITHIN_MS = 30 * DAY_MS;

/**
 * How often a matter of the same category came up in the same region in the last
 * 30 days. Work goes with what is reported or asked; what is older is let go of
 * once a day.
 */
export class RepeatCounts {
  readonly #reports = new Map<string, Map<TicketId, Instant>>();
  #forgottenAt = 0;

  /** A report of a snapshot. */
  restore(id: TicketId, regionIndex: number, category: string, reportedAt: Instant): void {
    this.#add(keyOf(category, regionIndex), id, reportedAt);
  }

  /** A ticket as it was and is; one that is merged repeats nothing. */
  put({ id, ticket, regionIndex }: HeldTicket, before: HeldTicket | undefined): void {
    const category = repeatCategoryOf(ticket);
    const key = category === null ? null : keyOf(category, regionIndex);
    const known = before?.ticket.facts.category ?? null;
    const keyBefore = known === null || !before ? null : keyOf(known, before.regionIndex);
    if (keyBefore !== null && keyBefore !== key) this.#reports.get(keyBefore)?.delete(id);
    if (key !== null) this.#add(key, id, ticket.reportedAt);
  }

  /** At `asOf`, the ticket itself included. */
  of({ ticket, regionIndex }: HeldTicket, asOf: Instant): number {
    const { category } = ticket.facts;
    if (category === null) return 0;
    let count = 0;
    for (const at of this.#reports.get(keyOf(category, regionIndex))?.values() ?? []) {
      if (at > asOf - REPEATS_WITHIN_MS && at <= asOf) count += 1;
    }
    return count;
  }

  #add(key: string, id: TicketId, reportedAt: Instant): void {
    const there = this.#reports.get(key);
    if (there) there.set(id, reportedAt);
    else this.#reports.set(key, new Map([[id, reportedAt]]));
  }

  forget(asOf: Instant): void {
    if (asOf < this.#forgottenAt + DAY_MS) return;
    this.#forgottenAt = asOf;
    for (const [key, there] of this.#reports) {
      for (const [id, at] of there) if (at <= asOf - REPEATS_WITHIN_MS) there.delete(id);
      if (there.size === 0) this.#reports.delete(key);
    }
  }
}

/** Of what a ticket may be a repeat; null: of nothing. */
export const repeatCategoryOf = ({ status, facts }: Ticket): string | null =>
  status === 'merged' ? null : facts.category;

const keyOf = (category: string, region: number): string => `${region} ${category}`;
