/** Deals items out to at most so many columns, in turn, the first to the first: none stays empty while another has two. */
export function planColumns<Item>(items: readonly Item[], most: number): Item[][] {
  const columns = Array.from({ length: Math.max(1, Math.min(most, items.length)) }, (): Item[] => []);
  items.forEach((item, at) => columns[at % columns.length]?.push(item));
  return columns;
}
