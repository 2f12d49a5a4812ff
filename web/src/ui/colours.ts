import { contrast } from './contrast.ts';

/**
 * Colour tokens of both themes; docs/design/colour.md says what each is for. Saturated
 * colour is kept for what needs a person: `alarm` for what is late, `severe` for what is
 * late by more than its limit, `caution` for what is silent, stale or soon due.
 */
const DARK = {
  canvas: '#0c1116',
  surface: '#131a21',
  /** Where the light on a panel comes from. */
  lit: '#161e26',
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
  /** A region of which nothing can be said. */
  noValue: '#10161b',
  /** Between two regions. */
  border: '#0c1116',
  /** Laid over what is behind something that wants an answer. */
  veil: '#00000080',
};

export type ColourName = keyof typeof DARK;
export type Colours = Readonly<Record<ColourName, string>>;

const LIGHT: Colours = {
  canvas: '#e9edf1',
  surface: '#ffffff',
  lit: '#ffffff',
  raised: '#eef2f5',
  line: '#cdd6de',
  textStrong: '#10171d',
  text: '#2e3a45',
  textQuiet: '#566573',
  accent: '#1d5f8a',
  alarm: '#b3261a',
  severe: '#7a2fa8',
  caution: '#825500',
  replay: '#5b3fb0',
  markQuiet: '#aab7c2',
  mark: '#5f7d95',
  markStrong: '#24435a',
  noValue: '#f6f8fa',
  border: '#9fb0bd',
  veil: '#10171d66',
};

/** Five classes, the least first. */
export type Ramp = readonly [string, string, string, string, string];

export interface Theme {
  readonly colours: Colours;
  /** How much there is. */
  readonly amount: Ramp;
  /** The one palette of the limits, from enough time to past it. */
  readonly heat: Ramp;
}

export const THEME_NAMES = ['dark', 'light'] as const;
export type ThemeName = (typeof THEME_NAMES)[number];

/**
 * The worst is the brightest by night and the darkest by day; lightness goes in steps
 * that stay apart in grey-scale and for eyes that don't tell all colours apart.
 */
export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  dark: {
    colours: DARK,
    amount: ['#1a242d', '#26404f', '#34566b', '#446f8a', '#5b8aaa'],
    heat: ['#1b2730', '#30495a', '#6d6347', '#b97a3f', '#ff8a70'],
  },
  light: {
    colours: LIGHT,
    amount: ['#eaf0f4', '#c6d8e4', '#9dbcd0', '#6f9ab6', '#43769a'],
    heat: ['#e8eef2', '#c1cfd9', '#c9a266', '#a85a29', '#84261d'],
  },
};

/** Text on ground, as the screens pair them; each holds WCAG AA for text, 4.5 : 1. */
export const TEXT_PAIRS: readonly (readonly [text: ColourName, ground: ColourName])[] = (
  ['textStrong', 'text', 'textQuiet', 'accent', 'alarm', 'severe', 'caution', 'replay'] as const
).flatMap((text) => (['canvas', 'surface', 'lit', 'raised'] as const).map((ground) => [text, ground] as const));

/** What is written on a class: whichever of the two inks stands out more. */
export const inkOn = (ground: string): string =>
  contrast(LIGHT.textStrong, ground) > contrast(DARK.textStrong, ground) ? LIGHT.textStrong : DARK.textStrong;

/** Puts the tokens on `:root` as `--c-…` and the classes as `--heat-0` to `--heat-4`, so that style sheets and canvases share one source. */
export function applyTheme(root: HTMLElement, name: ThemeName): void {
  const { colours, heat } = THEMES[name];
  for (const [token, value] of Object.entries(colours)) {
    root.style.setProperty(`--c-${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
  heat.forEach((value, index) => {
    root.style.setProperty(`--heat-${index}`, value);
    root.style.setProperty(`--heat-ink-${index}`, inkOn(value));
  });
  root.style.colorScheme = name;
  root.dataset['theme'] = name;
}
