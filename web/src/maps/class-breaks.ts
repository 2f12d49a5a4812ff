/**
 * Lower bounds of the classes above the lowest, ascending. Class 0 lies below
 * `bounds[0]`, class n from `bounds[n - 1]` on.
 */
export type ClassBreaks = readonly number[];

/** A whole step that a reader can count in. */
function niceStep(atLeast: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, atLeast))));
  const factors = power === 1 ? [1, 2, 3, 4, 5, 6, 8, 10] : [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  return power * (factors.find((factor) => factor * power >= atLeast) ?? 10);
}

/**
 * Breaks for counts: "none" is a class of its own, the other four are equally
 * wide. Breaks that were shown stay until the largest count leaves what they can
 * tell apart, so that colours do not jump while numbers breathe.
 *
 * @param previous the breaks on the screen for this very scope and measure, if any.
 */
export function planCountBreaks(values: readonly number[], previous: ClassBreaks | null): ClassBreaks {
  const largest = Math.max(0, ...values);
  const top = previous?.at(-1);
  const step = previous?.[1] === undefined ? undefined : previous[1] - 1;
  if (previous && top !== undefined && step !== undefined && largest <= top + 1.5 * step && largest >= top - step) {
    return previous;
  }
  const next = niceStep(largest / 4);
  return [1, 1 + next, 1 + 2 * next, 1 + 3 * next];
}

export function classOf(value: number, breaks: ClassBreaks): number {
  let at = 0;
  for (const bound of breaks) if (value >= bound) at += 1;
  return at;
}
