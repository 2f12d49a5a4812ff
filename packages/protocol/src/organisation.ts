import type {
  Actor,
  Area,
  CivilDate,
  Duty,
  DutyAnswer,
  Member,
  PartyRole,
  RegionId,
  TableChange,
  Unit,
} from '@citybrain/domain';
import { DISPOSITIONS } from '@citybrain/domain';
import { Type, type Static } from 'typebox';

/** `GET /api/v1/organisation`: what is in force; for whoever has a scope, as much as concerns it. */
export interface OrganisationAnswer {
  /** Names the set: pass it as `madeFrom` to replace it. */
  readonly version: number;
  readonly origin: string;
  /** Made by the program, no real organisation: the screen says so. */
  readonly isExample: boolean;
  readonly units: readonly Unit[];
  readonly duties: readonly Duty[];
  readonly areas: readonly Area[];
  /** Without contacts for whoever may not manage the organisation. */
  readonly partyRoles: readonly PartyRole[];
  /** null: not for the caller. */
  readonly members: readonly Member[] | null;
  /** As what the caller may act today; empty: they look only. */
  readonly actsAs: readonly Actor[];
  /** What does not fit the regions in force any more; null: not for the caller. */
  readonly problems: readonly OrganisationRowProblem[] | null;
}

/** Of a row of what is in force. */
export interface OrganisationRowProblem {
  readonly code: string;
  readonly table: string;
  readonly id: string;
  readonly column: string;
  readonly message: string;
}

const CsvText = Type.String();

/** `PUT /api/v1/organisation`: the five CSV files, which take the place of what is in force. */
export const OrganisationWish = Type.Object({
  units: CsvText,
  members: CsvText,
  duties: CsvText,
  areas: CsvText,
  partyRoles: CsvText,
  /** The version that they were made from; left out: whichever is in force. */
  madeFrom: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Where they come from, for the screens; left out: the caller's name. */
  origin: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
});
export type OrganisationWish = Static<typeof OrganisationWish>;

export interface OrganisationWishAnswer {
  readonly version: number;
  /** Empty: it was in force already. */
  readonly changes: readonly TableChange[];
}

export const DutyQuery = Type.Object({
  /** Left out: not known yet. */
  category: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** The narrowest region of the place. */
  region: Type.String({ minLength: 1, maxLength: 100 }),
  disposition: Type.Optional(Type.Enum([...DISPOSITIONS])),
  /** Left out: today. */
  on: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
});
export type DutyQuery = Static<typeof DutyQuery>;

/** `GET /api/v1/organisation/duty`: who leads such a matter, and why. */
export interface DutyQueryAnswer {
  readonly version: number;
  readonly isExample: boolean;
  readonly region: RegionId;
  readonly on: CivilDate;
  readonly answer: DutyAnswer;
}
