import type { Brand } from './brand.ts';

/** Milliseconds since 1970-01-01T00:00:00Z, whole. The only form of time inside the program. */
export type Instant = Brand<number, 'Instant'>;

/** A civil date `YYYY-MM-DD`, without a zone. */
export type CivilDate = Brand<string, 'CivilDate'>;

export const instant = (milliseconds: number): Instant => milliseconds as Instant;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
