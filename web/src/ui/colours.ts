/**
 * Colour tokens of the dark wall. Saturated colour is kept for what needs a
 * person: `alarm` for what is late, `severe` for what is late by more than its
 * limit, `caution` for what is silent, stale or soon due.
 */
export const COLOURS = {
  canvas: '#0c1116',
  surface: '#131a21',
  raised: '#1d2731',
  line: '#2b3743',
  textStrong: '#f3f6f9',
  text: '#c6d0d9',
  textQuiet: '#93a3b1',
  accent: '#9cc3de',
  alarm: '#ff8068',
  severe: '#d792ff',
  caution: '#efb752',
  replay: '#c3acff',
  markQuiet: '#465665',
  mark: '#7f9cb3',
  markStrong: '#d5e3ee',
} as const;

export type ColourName = keyof typeof COLOURS;

/** Text on ground, as the screens pair them; each holds WCAG AA for text, 4.5 : 1. */
export const TEXT_PAIRS: readonly (readonly [text: ColourName, ground: ColourName])[] = (
  ['textStrong', 'text', 'textQuiet', 'accent', 'alarm', 'severe', 'caution', 'replay'] as const
).flatMap((text) => (['canvas', 'surface', 'raised'] as const).map((ground) => [text, ground] as const));

/**
 * Five classes each, the darkest for the least. Their luminance rises by steps
 * that stay apart in grey-scale and for colour-blind eyes.
 */
export const RAMPS = {
  /** How much there is. */
  amount: ['#1a242d', '#26404f', '#34566b', '#446f8a', '#5b8aaa'],
  /** How much is wrong. */
  trouble: ['#1e252c', '#4d2c2b', '#753933', '#a04a3c', '#d4644d'],
} as const;

/** A region of which nothing can be said. */
export const NO_VALUE_FILL = '#10161b';

/** Puts the tokens on `:root` as `--c-…`, so that style sheets and canvases share one source. */
export function applyColours(root: HTMLElement): void {
  for (const [name, value] of Object.entries(COLOURS)) {
    root.style.setProperty(`--c-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
}
