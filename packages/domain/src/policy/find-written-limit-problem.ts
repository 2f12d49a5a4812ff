import { findLimitProblem } from '../clock/parse-limit-amount.ts';
import { CLOCK_MODES, LIMIT_UNITS } from '../limit.ts';

/**
 * What keeps something that a person wrote from being a limit that a clock can run by, as the
 * rest of a sentence that begins with its name; null: it is one.
 */
export function findWrittenLimitProblem(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'is no limit: write { mode, n, unit }';
  const { mode, n, unit } = value as Readonly<Record<string, unknown>>;
  if (!isOneOf(CLOCK_MODES, mode)) return `has the mode ${String(mode)}: write one of ${CLOCK_MODES.join(', ')}`;
  if (!isOneOf(LIMIT_UNITS, unit)) return `has the unit ${String(unit)}: write one of ${LIMIT_UNITS.join(', ')}`;
  if (typeof n !== 'number') return `has n = ${String(n)}: write a number`;
  const problem = findLimitProblem({ mode, n, unit });
  return problem && `can't be counted: ${problem.message}`;
}

const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  (values as readonly unknown[]).includes(value);
