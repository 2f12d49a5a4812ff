/** A feed's name, the start of feed names followed by `*`, or `*` for all. */
export const FEED_PATTERN = /^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,62}\*?|\*)$/;

export const matchesFeed = (pattern: string, feedName: string): boolean =>
  pattern.endsWith('*') ? feedName.startsWith(pattern.slice(0, -1)) : feedName === pattern;
