export const POLICY_PROBLEM_CODES = [
  'no-policy',
  'bad-version',
  'duplicate-version',
  'dates-reversed',
  'overlapping-versions',
  'gap',
  'unknown-row',
  'unknown-priority',
  'missing-cell',
  'unknown-field',
  'bad-limit',
  'bad-extension',
  'bad-hint',
] as const;
export type PolicyProblemCode = (typeof POLICY_PROBLEM_CODES)[number];

/** Why policies can't be put in force; `message` says what is wrong and what to do. */
export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  /** `<id>@<version>`; empty where it is about none in particular. */
  readonly policy: string;
  /** `<row>/<priority>/<field>` as deep as it goes; empty where it is about the version. */
  readonly where: string;
  readonly message: string;
}
