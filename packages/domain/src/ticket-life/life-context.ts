import type { Instant } from '../instant.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { PolicyBook } from '../policy/policy-book.ts';
import type { StatuteSet } from '../policy/statutes.ts';
import type { Place } from '../place.ts';
import type { RegionId } from '../region.ts';
import type { Ticket } from '../ticket.ts';
import type { WorkCalendar } from '../work-calendar.ts';

/** All that a decision about a ticket's life needs besides the ticket: what is in force at that moment. */
export interface LifeContext {
  readonly now: Instant;
  readonly calendar: WorkCalendar;
  readonly organisation: Organisation;
  readonly policies: PolicyBook;
  /** Of the place; null: none are known. */
  readonly statutes: StatuteSet | null;
  /** Where a place counts by the regions in force: its region first, then those around it; empty: nowhere. */
  readonly regionPath: (place: Place) => readonly RegionId[];
  /** How often a matter like it came up in its place in the last 30 days, itself included; left out: not known. */
  readonly repeatsOf?: (ticket: Ticket) => number;
}
