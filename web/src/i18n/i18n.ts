import { createI18n } from 'vue-i18n';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

/** The first is the default. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = 'citybrain.locale';
const isLocale = (word: string | null): word is Locale => LOCALES.some((locale) => locale === word);

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCn, en },
});

/** Also remembered on this machine. */
export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
  document.title = i18n.global.t('app.name');
  localStorage.setItem(KEY, locale);
}

/** `?lang=`, else what was chosen last on this machine, else Chinese. */
export function initialLocale(): Locale {
  const asked = new URLSearchParams(location.search).get('lang');
  const kept = localStorage.getItem(KEY);
  return isLocale(asked) ? asked : isLocale(kept) ? kept : 'zh-CN';
}
