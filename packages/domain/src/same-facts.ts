/** Structural equality of plain JSON values; key order does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => key in right && isSame(left[key], right[key]))
  );
}

/** The entries of `next` that differ from `known`. */
export function changedFacts<Facts extends object>(known: Facts, next: Facts): Partial<Facts> {
  const changes: Partial<Facts> = {};
  for (const key of Object.keys(next) as (keyof Facts)[]) {
    if (!isSame(known[key], next[key])) changes[key] = next[key];
  }
  return changes;
}
