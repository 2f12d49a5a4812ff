import { bad, good, type Checked } from './rejection.ts';

/** Deepest nesting of an item. A record of a matter is flat; what is deeper is an attack or a mistake. */
export const MAX_DEPTH = 32;

/** What PostgreSQL's JSON can't hold: NUL, and halves of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

interface Step {
  readonly value: unknown;
  readonly path: string;
  readonly depth: number;
}

/** Refuses nesting beyond {@link MAX_DEPTH} and text that can't be stored; walks without recursion. */
export function checkText(item: unknown): Checked<unknown> {
  const steps: Step[] = [{ value: item, path: '', depth: 0 }];
  for (let step = steps.pop(); step; step = steps.pop()) {
    const { value, path, depth } = step;
    if (typeof value === 'string' && !isStorable(value)) return notStorable(path);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) {
      return bad('nested-too-deep', `the item is nested deeper than ${MAX_DEPTH} levels: send a flat record`);
    }
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key)) return notStorable(path);
      const innerPath = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      steps.push({ value: inner, path: innerPath, depth: depth + 1 });
    }
  }
  return good(item);
}

const notStorable = (path: string): Checked<never> =>
  bad(
    'text-not-storable',
    'the text holds a NUL character or half of a surrogate pair, which no store can keep: remove it and send the item again',
    path || null,
  );
