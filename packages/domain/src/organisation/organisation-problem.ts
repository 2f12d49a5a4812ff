import type { OrganisationTable } from './organisation-parts.ts';

export const ORGANISATION_PROBLEM_CODES = [
  'duplicate-id',
  'dates-reversed',
  'unknown-parent',
  'unit-cycle',
  'wrong-axis',
  'wrong-region',
  'unknown-unit',
  'unknown-region',
  'unknown-category',
  'lead-helps',
  'overlapping-duties',
  'role-order',
] as const;
export type OrganisationProblemCode = (typeof ORGANISATION_PROBLEM_CODES)[number];

/** Why an organisation can't be put in force; `message` says what is wrong and what to do. */
export interface OrganisationProblem {
  readonly code: OrganisationProblemCode;
  readonly table: OrganisationTable;
  /** Index of the row in its table. */
  readonly row: number;
  /** The field that it is about. */
  readonly column: string;
  readonly message: string;
}
