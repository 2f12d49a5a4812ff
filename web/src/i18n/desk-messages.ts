import { deskEn } from './desk-en.ts';
import { deskMovesEn } from './desk-moves-en.ts';
import { deskMovesZhCn } from './desk-moves-zh-cn.ts';
import { deskZhCn } from './desk-zh-cn.ts';
import { i18n } from './i18n.ts';

export const DESK_MESSAGES = {
  'zh-CN': { desk: { ...deskZhCn, ...deskMovesZhCn } },
  en: { desk: { ...deskEn, ...deskMovesEn } },
} as const;

/** Adds the words of the console, which only its own chunk carries. */
export function addDeskMessages(): void {
  for (const [locale, messages] of Object.entries(DESK_MESSAGES)) i18n.global.mergeLocaleMessage(locale, messages);
}
