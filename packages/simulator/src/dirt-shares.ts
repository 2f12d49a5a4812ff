/**
 * What goes wrong with a matter's items, as shares of all matters. The first
 * three arrive badly, the next three are odd but kept, the rest is refused or
 * lies in the wrong place until the source corrects it.
 */
export const DIRT_SHARES = {
  late: 0.004,
  'out-of-order': 0.004,
  duplicate: 0.006,
  unlocated: 0.005,
  'target-2059': 0.0015,
  'target-before-report': 0.0015,
  'reported-1899': 0.001,
  'reported-in-future': 0.001,
  'title-missing': 0.001,
  'type-wrong': 0.001,
  'point-zero': 0.0015,
  'point-swapped': 0.0015,
} as const;
export type DirtKind = keyof typeof DIRT_SHARES;
export type DirtShares = Readonly<Partial<Record<DirtKind, number>>>;
