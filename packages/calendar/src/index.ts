export * from './calendar-overrides.ts';
export * from './create-work-calendar.ts';
export { HOLIDAY_SETS, type HolidaySet } from './day-rules.ts';
export { readSlots, STANDARD_SLOTS, type SlotTimes } from './slot-times.ts';
