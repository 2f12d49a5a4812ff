import type { CivilDate } from '../instant.ts';

/** What holds during the days [validFrom, validTo). */
export interface Dated {
  /** null: since ever. */
  readonly validFrom: CivilDate | null;
  /** null: until further notice. */
  readonly validTo: CivilDate | null;
}

export const isInForce = ({ validFrom, validTo }: Dated, on: CivilDate): boolean =>
  (validFrom === null || validFrom <= on) && (validTo === null || on < validTo);

/** Whether two spans of days share one. */
export const sharesDays = (one: Dated, other: Dated): boolean =>
  beginsBeforeEnd(one, other) && beginsBeforeEnd(other, one);

const beginsBeforeEnd = ({ validFrom }: Dated, { validTo }: Dated): boolean =>
  validFrom === null || validTo === null || validFrom < validTo;
