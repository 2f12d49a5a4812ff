import { i18n } from './i18n.ts';
import { measureEn } from './measure-en.ts';
import { measureZhCn } from './measure-zh-cn.ts';

export const MEASURE_MESSAGES = {
  'zh-CN': { measures: measureZhCn },
  en: { measures: measureEn },
} as const;

/** Adds the words of the measures, which only their own chunk carries. */
export function addMeasureMessages(): void {
  for (const [locale, messages] of Object.entries(MEASURE_MESSAGES)) i18n.global.mergeLocaleMessage(locale, messages);
}
