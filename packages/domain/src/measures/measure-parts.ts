/**
 * What one event adds, for good (docs/spec/measures.md). Each counts on the civil day on which it happened,
 * where the ticket then lay, for the unit that then had it. Those of the second
 * group are decided by a later event and count beside what they are about: on its
 * day, in its place, for its unit.
 */
export const FACT_PARTS = [
  'reported',
  'repeatable',
  'repeated',
  'accepted',
  'acceptedLate',
  'registered',
  'registeredPublic',
  'dispatched',
  'responded',
  'respondedLate',
  'respondMissed',
  'disposed',
  'disposedLate',
  'disposedUntimed',
  'disposedExtended',
  'closed',
  'closedLate',
  'closedUntimed',
  'closedReworked',
  'closedHere',
  'closedInGrid',
  'called',
  'reached',
  'solved',
  'satisfied',
  'redone',
  'merged',
  'cancelled',
  'rejected',
  'transferred',

  'returnAsked',
  'returnGranted',
  'disposedExempt',
  'closedExempt',
  'detached',
] as const;
export type FactPart = (typeof FACT_PARTS)[number];

/** What stands open, and past its limit unless it is suspended, at the end of a period. */
export const STANDING_PARTS = [
  'acceptWaitingLate',
  'respondWaitingLate',
  'openLate',
  'openLateExtended',
  'unclosedLate',
  'unclosedLateReworked',
  'suspended',
] as const;
export type StandingPart = (typeof STANDING_PARTS)[number];

export type MeasurePart = FactPart | StandingPart;
export const MEASURE_PARTS: readonly MeasurePart[] = [...FACT_PARTS, ...STANDING_PARTS];

/** All that the measures of one period, region and unit are read from. */
export type MeasureCounts = Readonly<Record<MeasurePart, number>>;

export const noCounts = (): Record<MeasurePart, number> =>
  Object.fromEntries(MEASURE_PARTS.map((part) => [part, 0])) as Record<MeasurePart, number>;
