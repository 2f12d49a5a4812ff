import type { Caller } from '@citybrain/domain';
import { scrubText } from './scrub-text.ts';

const COMPOUND = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '夏侯',
  '端木',
  '百里',
  '南宫',
]);

/** Who called, as a duty desk sees it (DOMAIN.md §7.4, L1). */
export const maskCaller = ({ name, phone }: Caller): Caller => ({
  name: name === null ? null : maskName(name.trim()),
  phone: phone === null ? null : maskPhone(phone.trim()),
});

/** 王小明 → 王**, 欧阳娜娜 → 欧阳**, 买买提·阿不都 → 买买提·***; a single character is hidden. */
export function maskName(name: string): string {
  const dot = name.indexOf('·');
  const letters = [...name];
  if (dot > 0) return `${name.slice(0, dot)}·${'*'.repeat([...name.slice(dot + 1)].length)}`;
  if (letters.length <= 1) return '*'.repeat(letters.length);
  const kept = letters.length > 2 && COMPOUND.has(letters.slice(0, 2).join('')) ? 2 : 1;
  return letters.slice(0, kept).join('') + '*'.repeat(letters.length - kept);
}

/** 138****5678, 0532-****1234; what looks like no number keeps its last two characters. */
function maskPhone(phone: string): string {
  const scrubbed = scrubText(phone);
  if (scrubbed !== phone) return scrubbed;
  return '*'.repeat(Math.max(0, phone.length - 2)) + phone.slice(-2);
}
