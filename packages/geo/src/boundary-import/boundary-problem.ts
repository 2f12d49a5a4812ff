/** Each reason why boundaries are not imported. */
export const BOUNDARY_PROBLEM_CODES = [
  'not-json',
  'not-a-feature-collection',
  'unknown-reference-system',
  'no-feature',
  'bad-feature',
  'bad-geometry',
  'bad-position',
  'ring-too-short',
  'ring-not-closed',
  'no-area',
  'ring-crosses-itself',
  'rings-contradict',
  'no-name',
  'bad-code',
  'unknown-level',
  'duplicate-region',
  'code-conflict',
  'orphan',
  'no-root',
  'siblings-overlap',
  'outside-parent',
  'wrong-datum',
] as const;
export type BoundaryProblemCode = (typeof BOUNDARY_PROBLEM_CODES)[number];

/** What is wrong and what to do about it, for a person. A warning has the same form and stops nothing. */
export interface BoundaryProblem {
  readonly code: BoundaryProblemCode;
  /** Position in the file's `features`; null when the file as a whole is meant. */
  readonly featureIndex: number | null;
  readonly featureName: string | null;
  readonly message: string;
}

/** Collects what is found; problems stop the import, warnings do not. */
export class BoundaryReport {
  readonly problems: BoundaryProblem[] = [];
  readonly warnings: BoundaryProblem[] = [];

  refuse(code: BoundaryProblemCode, about: FeatureMark | null, message: string): void {
    this.problems.push(describe(code, about, message));
  }

  warn(code: BoundaryProblemCode, about: FeatureMark | null, message: string): void {
    this.warnings.push(describe(code, about, message));
  }
}

export interface FeatureMark {
  readonly featureIndex: number | null;
  readonly name: string | null;
}

const describe = (code: BoundaryProblemCode, about: FeatureMark | null, message: string): BoundaryProblem => ({
  code,
  featureIndex: about?.featureIndex ?? null,
  featureName: about?.name ?? null,
  message,
});
