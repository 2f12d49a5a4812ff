/** A name that people read in lists: 1 to 100 characters, no control characters, no space at either end. */
export const isUsableName = (name: string): boolean =>
  name.length <= 100 && /^(?!\s)[^\p{C}]+(?<!\s)$/u.test(name) && name.isWellFormed();

/** What one signs in with: letters and digits of any script, then also `.`, `_`, `@` and `-`. */
export const isUsableSignInName = (name: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u.test(name);
