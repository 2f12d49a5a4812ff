import { DAY_MS, type Instant, type Ticket, type TicketId } from '@citybrain/domain';
import type { HeldTicket } from './view.ts';

const WINDOW_MS = 30 * DAY_MS;

/**
 * How often a matter of the same category came up in the same region in the last
 * 30 days. Work goes with what is reported or asked; what is older is let go of
 * once a day.
 */
export class RepeatCounts {
  readonly #reports = new Map<string, Map<TicketId, Instant>>();
  #forgottenAt = 0;

  /** A ticket as it was and is; one that is merged repeats nothing. */
  put({ id, ticket, regionIndex }: HeldTicket, before: HeldTicket | undefined): void {
    const key = keyOf(ticket, regionIndex);
    const keyBefore = before && keyOf(before.ticket, before.regionIndex);
    if (keyBefore !== undefined && keyBefore !== key) this.#reports.get(keyBefore)?.delete(id);
    const there = this.#reports.get(key);
    if (ticket.status === 'merged' || ticket.facts.category === null) there?.delete(id);
    else if (there) there.set(id, ticket.reportedAt);
    else this.#reports.set(key, new Map([[id, ticket.reportedAt]]));
  }

  /** At `asOf`, the ticket itself included. */
  of({ ticket, regionIndex }: HeldTicket, asOf: Instant): number {
    let count = 0;
    for (const at of this.#reports.get(keyOf(ticket, regionIndex))?.values() ?? []) {
      if (at > asOf - WINDOW_MS && at <= asOf) count += 1;
    }
    return count;
  }

  forget(asOf: Instant): void {
    if (asOf < this.#forgottenAt + DAY_MS) return;
    this.#forgottenAt = asOf;
    for (const [key, there] of this.#reports) {
      for (const [id, at] of there) if (at <= asOf - WINDOW_MS) there.delete(id);
      if (there.size === 0) this.#reports.delete(key);
    }
  }
}

const keyOf = ({ facts }: Ticket, region: number): string => `${region} ${facts.category ?? ''}`;
