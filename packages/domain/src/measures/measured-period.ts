import type { Instant } from '../instant.ts';

/** Civil days of the city, as instants: [from, to). */
export interface MeasuredPeriod {
  readonly from: Instant;
  readonly to: Instant;
}
