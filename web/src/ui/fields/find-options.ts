/** One of many to choose from. `more` is found and shown as well, such as a code. */
export interface Option {
  readonly id: string;
  readonly label: string;
  readonly more?: string;
}

/** Those that hold every word of the search, the ones that begin with it first; in the given order else. */
export function findOptions(options: readonly Option[], search: string, most = 50): readonly Option[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options.slice(0, most);
  const found = options.filter(({ label, more = '' }) => {
    const text = `${label} ${more}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const begins = ({ label, more = '' }: Option): boolean =>
    label.toLowerCase().startsWith(words[0] ?? '') || more.toLowerCase().startsWith(words[0] ?? '');
  return [...found.filter(begins), ...found.filter((option) => !begins(option))].slice(0, most);
}
