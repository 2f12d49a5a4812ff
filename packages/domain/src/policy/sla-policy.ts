import type { Instant } from '../instant.ts';
import type { Limit } from '../limit.ts';
import { DISPOSITIONS, type DemandKind, type Disposition, type Priority } from '../ticket.ts';

/** Rows of the table: the ways of handling, and two that go by what the matter is. */
export const POLICY_ROWS = [...DISPOSITIONS, 'consultation', 'enterprise'] as const;
export type PolicyRow = (typeof POLICY_ROWS)[number];

/**
 * How long each step may take. What is null or left out has no limit of its own and no clock.
 * `accept`, `respond` (citizen contacted, or on site) and `resolve` are the three columns of DOMAIN.md §9.3.
 */
export interface SlaCell {
  readonly accept: Limit | null;
  readonly respond: Limit | null;
  readonly resolve: Limit | null;
  /** To be taken up at once; that has no length that a clock could measure. */
  readonly isAcceptedAtOnce?: boolean;
  /** Danger averted, before the repair is done. */
  readonly makeSafe?: Limit;
  /** The case meeting of a joint handling. */
  readonly meeting?: Limit;
  /** First word on how it stands, after the contact. */
  readonly status?: Limit;
  /** The written plan. */
  readonly plan?: Limit;
  readonly reportEvery?: Limit;
  readonly milestoneEvery?: Limit;
  /** The utmost, where `resolve` leaves it open or is only the aim. */
  readonly ceiling?: Limit;
  /** Days, in the mode of the limit, that extensions may add in all; 0: never extended. */
  readonly maxExtensionDays: number;
}

/** A combination that can't be registered, and what to choose instead: another priority or disposition. */
export interface NotAllowed {
  readonly notAllowed: 'reclassify' | Disposition;
}

/** null, only of the rows that go by the matter: the row of the disposition holds. */
export type PolicyCell = SlaCell | NotAllowed | null;

/** One version of the table. Plain data: what an operator edits and the log keeps. */
export interface SlaPolicy {
  readonly id: string;
  /** From 1 up; a ticket keeps the one with which it was registered. */
  readonly version: number;
  readonly name: string;
  /** Holds during [effectiveFrom, effectiveTo). null: since ever. */
  readonly effectiveFrom: Instant | null;
  /** null: until further notice. */
  readonly effectiveTo: Instant | null;
  readonly cells: Readonly<Record<PolicyRow, Readonly<Record<Priority, PolicyCell>>>>;
}

/** What a cell is chosen by. */
export interface PolicyMatter {
  readonly disposition: Disposition;
  readonly priority: Priority;
  readonly demandKind: DemandKind | null;
  readonly isEnterprise: boolean;
}

/** What the policy says of a matter, and where it stands in the table. */
export interface PolicyAnswer {
  readonly row: PolicyRow;
  /** `<policy>@<version>/<row>/<priority>`, for the record. */
  readonly ref: string;
  readonly cell: SlaCell | NotAllowed;
}

/**
 * The cell that holds for a matter (P2): what its disposition forbids is forbidden; else a
 * consultation goes before an enterprise's matter, and both before the disposition.
 */
export function findCell(policy: SlaPolicy, matter: PolicyMatter): PolicyAnswer {
  const { disposition, priority } = matter;
  const own = policy.cells[disposition][priority];
  const answer = (row: PolicyRow, cell: SlaCell | NotAllowed): PolicyAnswer => ({
    row,
    ref: `${policy.id}@${policy.version}/${row}/${priority}`,
    cell,
  });
  if (own === null)
    throw new RangeError(`policy ${policy.id}@${policy.version} has no cell ${disposition}/${priority}`);
  if (!isAllowed(own)) return answer(disposition, own);
  for (const row of rowsByMatter(matter)) {
    const cell = policy.cells[row][priority];
    if (cell !== null) return answer(row, cell);
  }
  return answer(disposition, own);
}

/** Only the cell that {@link findCell} finds. */
export const cellOf = (policy: SlaPolicy, matter: PolicyMatter): SlaCell | NotAllowed => findCell(policy, matter).cell;

export const isAllowed = (cell: SlaCell | NotAllowed): cell is SlaCell => !('notAllowed' in cell);

/** Until when the matter is to be done: `resolve`, or the utmost where there is only that. */
export const resolveLimitOf = ({ resolve, ceiling }: SlaCell): Limit | null => resolve ?? ceiling ?? null;

const rowsByMatter = ({ demandKind, isEnterprise }: PolicyMatter): readonly PolicyRow[] => [
  ...(demandKind === 'consultation' ? (['consultation'] as const) : []),
  ...(isEnterprise ? (['enterprise'] as const) : []),
];
