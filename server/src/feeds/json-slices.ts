/**
 * The text of each element of a JSON array, as it stands there. `text` must be
 * valid JSON whose outermost value is an array. Walks without recursion.
 */
export function sliceElements(text: string): string[] {
  const slices: string[] = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') {
      at = endOfString(text, at);
    } else if (letter === '[' || letter === '{') {
      depth += 1;
      if (depth === 1) start = at + 1;
    } else if (letter === ']' || letter === '}') {
      depth -= 1;
      if (depth === 0) push(slices, text.slice(start, at));
    } else if (letter === ',' && depth === 1) {
      push(slices, text.slice(start, at));
      start = at + 1;
    }
  }
  return slices;
}

/** Index of the quote that closes the string opened at `from`. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** An empty array has no element. */
function push(slices: string[], slice: string): void {
  const trimmed = slice.trim();
  if (trimmed !== '') slices.push(trimmed);
}
