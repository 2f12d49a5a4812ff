import { computed, inject, shallowRef, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue';
import { THEME_NAMES, THEMES, type Theme, type ThemeName } from './colours.ts';

/** The theme of this page, provided by the application. */
export const THEME: InjectionKey<ShallowRef<ThemeName>> = Symbol('theme');

const KEY = 'citybrain.theme';

const isTheme = (word: string | null): word is ThemeName => THEME_NAMES.some((name) => name === word);

/** `?theme=`, else what was chosen last on this machine, else dark: what a wall's PC claims to prefer nobody has chosen. */
export function initialTheme(): ThemeName {
  const asked = new URLSearchParams(location.search).get('theme');
  const kept = localStorage.getItem(KEY);
  return isTheme(asked) ? asked : isTheme(kept) ? kept : 'dark';
}

export const keepTheme = (name: ThemeName): void => localStorage.setItem(KEY, name);

export const useThemeName = (): ShallowRef<ThemeName> => inject(THEME, shallowRef<ThemeName>('dark'));

/** For what is drawn on a canvas and can't read style sheets. */
export function useTheme(): ComputedRef<Theme> {
  const name = useThemeName();
  return computed(() => THEMES[name.value]);
}
