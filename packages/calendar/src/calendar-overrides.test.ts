import { dueOf } from '@citybrain/domain';
import { expect, it } from 'vitest';
import { readCalendarOverrides, type CalendarOverrides } from './calendar-overrides.ts';
import { createWorkCalendar } from './create-work-calendar.ts';
import { readSlots } from './slot-times.ts';
import { at, run, SHIBEI, shown } from './test-kit/shibei-clock.ts';

const overridesOf = (value: unknown): CalendarOverrides => {
  const read = readCalendarOverrides(value);
  if ('problems' in read) throw new Error(read.problems.join('; '));
  return read.overrides;
};
const calendarWith = (value: unknown): typeof SHIBEI =>
  createWorkCalendar({ zone: 'Asia/Shanghai', holidays: 'cn', overrides: overridesOf(value) });

const LOADED_2027 = {
  '2027': {
    off: { '2026-12-31': '元旦', '2027-01-01': '元旦', '2027-02-05': '春节' },
    makeup: { '2027-01-02': '元旦' },
  },
};

it('[D12] a year that the file lists is loaded, and its notice may reach back to December', () => {
  const calendar = calendarWith(LOADED_2027);
  expect(calendar.dayAt(at('2026-12-30 12:00'))).toMatchObject({ kind: 'working', isProvisional: false });
  expect(calendar.dayAt(at('2026-12-31 12:00'))).toMatchObject({ kind: 'holiday', name: '元旦', isProvisional: false });
  // The file says nothing of May, and it is the notice.
  expect(calendar.dayAt(at('2027-05-03 12:00'))).toMatchObject({ kind: 'working', isProvisional: false });
  const due = dueOf(run('accrual', '2026-12-30 16:30', '4h'), calendar);
  expect([shown(due.dueAt), due.isProvisional]).toEqual(['2027-01-02 10:30', false]);
});

it('[D11] the file wins day by day, and the notice holds on the others', () => {
  const calendar = calendarWith({ '2026': { off: { '2026-11-25': '停工' }, makeup: { '2026-10-01': '抢险' } } });
  expect(calendar.dayAt(at('2026-11-25 12:00'))).toMatchObject({ kind: 'holiday', name: '停工', slots: [] });
  expect(calendar.dayAt(at('2026-10-01 12:00'))).toMatchObject({ kind: 'make-up', name: '抢险' });
  expect(calendar.dayAt(at('2026-10-02 12:00'))).toMatchObject({ kind: 'holiday', name: '国庆节' });
});

it('[D11] a year may have slots of its own', () => {
  const calendar = calendarWith({
    '2026': {
      slots: [
        ['08:30', '12:00'],
        ['13:30', '17:30'],
      ],
    },
  });
  expect(shown(dueOf(run('accrual', '2026-11-25 11:30', '1h'), calendar).dueAt)).toBe('2026-11-25 14:00');
  expect(shown(dueOf(run('legal-day', '2026-11-25 11:30', '1d'), calendar).dueAt)).toBe('2026-11-26 17:30');
  expect(shown(dueOf(run('legal-day', '2025-11-25 11:30', '1d'), calendar).dueAt)).toBe('2025-11-26 18:00');
});

it('[D14] the version is the same for the same edition and another for another', () => {
  const { version } = SHIBEI;
  expect(version).toBe('Asia/Shanghai 08:00-12:00+14:00-18:00 chinese-days-1.5.7');
  const versions = [
    version,
    createWorkCalendar({ zone: 'Asia/Urumqi', holidays: 'cn' }).version,
    createWorkCalendar({ zone: 'Asia/Shanghai', holidays: 'none' }).version,
    createWorkCalendar({ zone: 'Asia/Shanghai', holidays: 'cn', slots: [{ fromMinute: 0, toMinute: 1440 }] }).version,
    calendarWith(LOADED_2027).version,
    calendarWith({ '2027': {} }).version,
    calendarWith({ '2027': { off: LOADED_2027[2027].off } }).version,
    calendarWith({ '2027': { slots: [['08:30', '12:00']] } }).version,
  ];
  expect(new Set(versions).size).toBe(versions.length);
  expect(calendarWith(structuredClone(LOADED_2027)).version).toBe(calendarWith(LOADED_2027).version);
});

it.each([
  [[], 'it must be an object with a year for each key'],
  [{ next: {} }, 'next: must be a year'],
  [{ '2027': [] }, '2027: must be an object'],
  [{ '2027': { holidays: {} } }, '2027.holidays: is unknown'],
  [{ '2027': { off: ['2027-01-01'] } }, '2027.off: must be an object of dates'],
  [{ '2027': { off: { '2027-02-29': '春节' } } }, '2027.off.2027-02-29: is no date'],
  [{ '2027': { off: { '2028-01-01': '元旦' } } }, '2027.off.2028-01-01: lies neither in 2027'],
  [{ '2027': { off: { '2026-11-30': '元旦' } } }, '2027.off.2026-11-30: lies neither in 2027'],
  [{ '2027': { makeup: { '2027-01-02': ' ' } } }, '2027.makeup.2027-01-02: needs the name'],
  [
    { '2027': { off: { '2027-01-02': '元旦' }, makeup: { '2027-01-02': '元旦' } } },
    '2027-01-02: is listed before as off',
  ],
  [
    { '2026': { off: { '2026-12-31': '元旦' } }, '2027': { makeup: { '2026-12-31': '元旦' } } },
    'is listed before as off',
  ],
  [{ '2027': { slots: [['8:00', '12:00']] } }, '2027.slots: holds ["8:00","12:00"]'],
  [{ '2027': { slots: [['12:00', '08:00']] } }, 'a slot must end after it begins'],
  [
    {
      '2027': {
        slots: [
          ['08:00', '12:00'],
          ['11:00', '13:00'],
        ],
      },
    },
    'slots must be in order',
  ],
])('[D15] refuses %j', (value, problem) => {
  const read = readCalendarOverrides(value);
  expect('problems' in read ? read.problems.join('; ') : '').toContain(problem);
});

it('[D15] names every wrong entry at once', () => {
  const read = readCalendarOverrides({ '2027': { off: { a: 'x', b: 'y' }, slots: [] }, x: 1 });
  expect('problems' in read && read.problems).toHaveLength(4);
});

it('reads slots up to midnight', () => {
  expect(readSlots([['22:00', '24:00']])).toEqual([{ fromMinute: 1320, toMinute: 1440 }]);
  expect(readSlots([['22:00', '24:01']])).toContain('a pair of times');
});
