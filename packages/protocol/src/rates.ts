import type {
  CivilDate,
  ExclusionReason,
  FactPart,
  Instant,
  MeasureId,
  MeasureReading,
  RefuseReason,
  RegionId,
  Stamp,
  TicketId,
  UnitId,
} from '@citybrain/domain';
import { Type, type Static } from 'typebox';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** Civil days of the city: `from` is the first, `to` the day after the last. */
export const RatesQuery = Type.Object({
  /** Left out: the caller's first. */
  scope: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  from: Day,
  to: Day,
  /** Left out: all units, and what no unit had. */
  unit: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
});
export type RatesQuery = Static<typeof RatesQuery>;

/** What was asked, and up to when and to which entry of the log it is true. */
export interface RatesAsked {
  readonly scope: RegionId;
  readonly unit: UnitId | null;
  readonly from: CivilDate;
  readonly to: CivilDate;
  /** Open tickets stand as they did then: now, or the end of the period. */
  readonly asOf: Instant;
  readonly sequence: number;
}

/** `GET /api/v1/measures/rates`. */
export interface RatesAnswer extends RatesAsked {
  /** Out of the live picture, or by SQL over the log; the numbers are the same. */
  readonly readBy: 'live' | 'history';
  readonly measures: readonly MeasureReading[];
}

/** A ticket that is excluded from a denominator, or counts as on time because somebody said so. */
export interface ExclusionRow {
  readonly reason: Exclude<ExclusionReason, 'untimed'>;
  /** Null: the ticket lies outside of the caller's scope by now. */
  readonly ticket: TicketId | null;
  /** When it was decided. */
  readonly at: Instant;
  readonly askedBy: Stamp | null;
  /** All whose word it took, in their order; of a refusal, a cancellation or a merge the one who decided. */
  readonly approvedBy: readonly Stamp[];
  readonly why: string | null;
  /** Of a refusal. */
  readonly code: RefuseReason | null;
  /** Of an exemption: what counts as on time. */
  readonly exempt: readonly Extract<FactPart, 'disposedExempt' | 'closedExempt'>[];
}

/** `GET /api/v1/measures/exclusions`: who was left out, by whose word, and what the rates would be without the exemptions. */
export interface ExclusionsAnswer extends RatesAsked {
  readonly exclusions: readonly ExclusionRow[];
  readonly rates: readonly {
    readonly id: MeasureId;
    readonly withExemptions: MeasureReading;
    readonly withoutExemptions: MeasureReading;
  }[];
}
