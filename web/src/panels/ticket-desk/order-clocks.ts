import { CLOCK_KINDS, type ClockKind } from '@citybrain/domain';

interface Ordered {
  readonly kind: ClockKind;
  readonly stoppedAt: number | null;
  readonly dueAt: number | null;
}

/** The citizen's and the redo's before those of units; of a kind the soonest due first. */
export function orderClocks<Clock extends Ordered>(
  clocks: readonly Clock[],
): { readonly running: readonly Clock[]; readonly stopped: readonly Clock[] } {
  const rank = ({ kind }: Clock): number =>
    kind === 'redo' ? CLOCK_KINDS.indexOf('citizen') : CLOCK_KINDS.indexOf(kind);
  const sorted = [...clocks].sort(
    (a, b) => rank(a) - rank(b) || (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER),
  );
  return {
    running: sorted.filter(({ stoppedAt }) => stoppedAt === null),
    stopped: sorted.filter(({ stoppedAt }) => stoppedAt !== null),
  };
}
