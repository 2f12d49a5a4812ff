/** A working slot by the civil clock, in minutes since midnight. */
export interface SlotTimes {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** 08:00–12:00 and 14:00–18:00: a standard working day of eight hours. */
export const STANDARD_SLOTS: readonly SlotTimes[] = [
  { fromMinute: 8 * 60, toMinute: 12 * 60 },
  { fromMinute: 14 * 60, toMinute: 18 * 60 },
];

/** `08:00` to `24:00` as minutes since midnight, or null. */
function minuteOf(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return Number(minutes) < 60 && minute <= 24 * 60 ? minute : null;
}

/** Pairs such as `["08:00", "12:00"]`, in order and apart; a string says what is wrong. */
export function readSlots(value: unknown): readonly SlotTimes[] | string {
  if (!Array.isArray(value) || value.length === 0) return 'must be pairs such as [["08:00", "12:00"]]';
  const slots: SlotTimes[] = [];
  for (const pair of value as readonly unknown[]) {
    const [from, to] = Array.isArray(pair) && pair.length === 2 ? (pair as readonly unknown[]).map(minuteOf) : [];
    const shown = JSON.stringify(pair);
    if (from == null || to == null) return `holds ${shown}: a slot is a pair of times such as ["08:00", "12:00"]`;
    if (from >= to) return `holds ${shown}: a slot must end after it begins`;
    if (from < (slots.at(-1)?.toMinute ?? 0)) return `holds ${shown}: slots must be in order and not overlap`;
    slots.push({ fromMinute: from, toMinute: to });
  }
  return slots;
}

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** `08:00-12:00+14:00-18:00`. */
export const slotsInWords = (slots: readonly SlotTimes[]): string =>
  slots.map(({ fromMinute, toMinute }) => `${clockTime(fromMinute)}-${clockTime(toMinute)}`).join('+');
