import type { CalendarOverrides } from './calendar-overrides.ts';
import { NOTICE_EDITION } from './chinese-notices.ts';
import type { HolidaySet } from './day-rules.ts';
import { slotsInWords, type SlotTimes } from './slot-times.ts';

interface Edition {
  readonly zone: string;
  readonly holidays: HolidaySet;
  readonly slots: readonly SlotTimes[];
  readonly overrides: CalendarOverrides;
}

/** `Asia/Shanghai 08:00-12:00+14:00-18:00 chinese-days-1.5.7 2027:1x8k2p`: the same edition has the same name, another has another. */
export function calendarVersion({ zone, holidays, slots, overrides }: Edition): string {
  const parts = [zone, slotsInWords(slots), holidays === 'cn' ? NOTICE_EDITION : 'weekends'];
  if (overrides.years.size > 0) parts.push(`${[...overrides.years].sort().join(',')}:${fingerprint(overrides)}`);
  return parts.join(' ');
}

function fingerprint({ days, slots }: CalendarOverrides): string {
  const dayList = [...days].map(([date, { kind, name }]) => `${date} ${kind} ${name}`).sort();
  const slotList = [...slots].map(([year, times]) => `${year} ${slotsInWords(times)}`).sort();
  return hashText([...dayList, ...slotList].join('\n'));
}

/** FNV-1a twice, from two starting points: 64 bits tell the editions of one city apart. */
function hashText(text: string): string {
  const hash = (start: number): number => {
    let value = start;
    for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
    return value;
  };
  return hash(0x811c9dc5).toString(36) + hash(0x9747b28c).toString(36);
}
