import { DISPOSITIONS, PRIORITIES } from '../ticket.ts';
import { findWrittenLimitProblem } from './find-written-limit-problem.ts';
import type { PolicyProblem, PolicyProblemCode } from './policy-problem.ts';
import { POLICY_ROWS, type SlaPolicy } from './sla-policy.ts';

type Report = (code: PolicyProblemCode, where: string, message: string) => void;
/** Cells as an operator may have written them. */
type Written = Readonly<Record<string, unknown>>;

const REQUIRED_LIMITS = ['accept', 'respond', 'resolve'] as const;
const OPTIONAL_LIMITS = ['makeSafe', 'meeting', 'status', 'plan', 'reportEvery', 'milestoneEvery', 'ceiling'] as const;
const FIELDS: ReadonlySet<string> = new Set([
  ...REQUIRED_LIMITS,
  ...OPTIONAL_LIMITS,
  'isAcceptedAtOnce',
  'maxExtensionDays',
]);
const MOST_EXTENSION_DAYS = 365;

/**
 * Every reason why these versions can't be in force together: of each version's own, then of
 * how they follow each other. Between them they must cover all time, each moment once.
 */
export function findPolicyProblems(policies: readonly SlaPolicy[]): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (policies.length === 0) {
    problems.push({
      code: 'no-policy',
      policy: '',
      where: '',
      message: 'there is no policy: give at least one version',
    });
  }
  const seen = new Set<string>();
  for (const policy of policies) {
    const name = nameOf(policy);
    const report: Report = (code, where, message) => problems.push({ code, policy: name, where, message });
    if (seen.has(name)) report('duplicate-version', '', `${name} occurs twice: give the later one the next version`);
    seen.add(name);
    checkVersion(policy, report);
    checkCells(policy.cells, report);
  }
  return [...problems, ...findDateProblems(policies)];
}

const nameOf = ({ id, version }: SlaPolicy): string => `${id}@${version}`;

function checkVersion({ version, effectiveFrom, effectiveTo }: SlaPolicy, report: Report): void {
  if (!Number.isSafeInteger(version) || version < 1) {
    report('bad-version', '', `the version is ${version}: write a whole number from 1 up`);
  }
  if (effectiveFrom !== null && effectiveTo !== null && effectiveFrom >= effectiveTo) {
    report(
      'dates-reversed',
      '',
      'effectiveTo is not after effectiveFrom: it is the first moment that no longer counts',
    );
  }
}

function checkCells(cells: Written, report: Report): void {
  for (const row of Object.keys(cells)) {
    if (!(POLICY_ROWS as readonly string[]).includes(row)) {
      report('unknown-row', row, `there is no row ${row}: write one of ${POLICY_ROWS.join(', ')}`);
    }
  }
  for (const row of POLICY_ROWS) {
    const written = (cells[row] ?? {}) as Written;
    for (const priority of Object.keys(written)) {
      if (!(PRIORITIES as readonly string[]).includes(priority)) {
        report(
          'unknown-priority',
          `${row}/${priority}`,
          `there is no priority ${priority}: write ${PRIORITIES.join(', ')}`,
        );
      }
    }
    for (const priority of PRIORITIES) checkCell(written[priority], row, priority, cells, report);
  }
}

function checkCell(cell: unknown, row: string, priority: string, cells: Written, report: Report): void {
  const where = `${row}/${priority}`;
  const isDisposition = (DISPOSITIONS as readonly string[]).includes(row);
  if (cell === null && !isDisposition) return;
  if (typeof cell !== 'object' || cell === null) {
    const orNull = isDisposition ? '' : ', or null where the row of the disposition holds';
    return report('missing-cell', where, `${where} is missing: write its limits, or what to choose instead${orNull}`);
  }
  if ('notAllowed' in cell) return checkHint(cell.notAllowed, where, priority, cells, report);
  const written = cell as Written;
  for (const field of Object.keys(written)) {
    if (!FIELDS.has(field)) report('unknown-field', `${where}/${field}`, `a cell has no ${field}: take it out`);
  }
  for (const field of [...REQUIRED_LIMITS, ...OPTIONAL_LIMITS]) {
    const isLeftOut = written[field] === undefined && (OPTIONAL_LIMITS as readonly string[]).includes(field);
    const isNone = written[field] === null && (REQUIRED_LIMITS as readonly string[]).includes(field);
    const problem = isLeftOut || isNone ? null : findWrittenLimitProblem(written[field]);
    if (problem !== null) report('bad-limit', `${where}/${field}`, `${where}/${field} ${problem}`);
  }
  if ((written.resolve ?? null) === null && written.ceiling === undefined) {
    report('bad-limit', `${where}/resolve`, `${where} never ends: give it a resolve limit or a ceiling`);
  }
  checkExtension(written.maxExtensionDays, where, report);
}

function checkHint(hint: unknown, where: string, priority: string, cells: Written, report: Report): void {
  if (hint === 'reclassify') return;
  const isDisposition = (DISPOSITIONS as readonly unknown[]).includes(hint);
  const target = isDisposition ? (cells[String(hint)] as Written | undefined)?.[priority] : undefined;
  if (typeof target === 'object' && target !== null && !('notAllowed' in target)) return;
  const message = `${where} sends to ${String(hint)}, which does not take it: name a disposition that does, or reclassify`;
  report('bad-hint', where, message);
}

function checkExtension(days: unknown, where: string, report: Report): void {
  if (typeof days === 'number' && Number.isSafeInteger(days) && days >= 0 && days <= MOST_EXTENSION_DAYS) return;
  const field = `${where}/maxExtensionDays`;
  report('bad-extension', field, `${field} is ${String(days)}: write a whole number from 0 to ${MOST_EXTENSION_DAYS}`);
}

function findDateProblems(policies: readonly SlaPolicy[]): PolicyProblem[] {
  const ordered = policies.toSorted((one, other) => startOf(one) - startOf(other));
  const problems: PolicyProblem[] = [];
  let coveredTo = -Infinity;
  for (const policy of ordered) {
    const from = startOf(policy);
    const found = (code: PolicyProblemCode, message: string): unknown =>
      problems.push({ code, policy: nameOf(policy), where: '', message });
    if (from > coveredTo)
      found('gap', `before ${nameOf(policy)} no policy holds: let the one before it last until then`);
    if (from < coveredTo)
      found('overlapping-versions', `${nameOf(policy)} begins while another holds: end that one first`);
    coveredTo = Math.max(coveredTo, policy.effectiveTo ?? Infinity);
  }
  const last = ordered.at(-1);
  if (last && coveredTo < Infinity) {
    const message = 'after the last version no policy holds: let it last until further notice';
    problems.push({ code: 'gap', policy: nameOf(last), where: '', message });
  }
  return problems;
}

const startOf = ({ effectiveFrom }: SlaPolicy): number => effectiveFrom ?? -Infinity;
