/** Which rows of a long list are built, and how much room those above and below take. */
export interface ListWindow {
  readonly first: number;
  /** Not included. */
  readonly end: number;
  readonly beforePx: number;
  readonly afterPx: number;
}

/** @param rowPx more than 0 */
export function planWindow(
  { scrollTop, heightPx, rowPx, count }: { scrollTop: number; heightPx: number; rowPx: number; count: number },
  spare = 6,
): ListWindow {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowPx) - spare));
  const end = Math.min(count, Math.ceil((scrollTop + heightPx) / rowPx) + spare);
  return { first, end: Math.max(first, end), beforePx: first * rowPx, afterPx: (count - Math.max(first, end)) * rowPx };
}

/** Where to scroll so that a row is wholly in sight, moving no further than needed. */
export function scrollToShow(
  index: number,
  { scrollTop, heightPx, rowPx }: { scrollTop: number; heightPx: number; rowPx: number },
): number {
  const top = index * rowPx;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowPx - heightPx);
}
