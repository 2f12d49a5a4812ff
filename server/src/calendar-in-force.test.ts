import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CalendarInForce } from './calendar-in-force.ts';

const directory = mkdtempSync(join(tmpdir(), 'citybrain-calendar-'));
const file = join(directory, 'calendar.json');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const written = (date: string): void => writeFileSync(file, JSON.stringify({ 2027: { off: { [date]: '元旦' } } }));

it('[D22] takes the next edition of the file while the server runs, and keeps the last good one', () => {
  writeFileSync(file, '{}');
  const heard: string[] = [];
  const inForce = new CalendarInForce({
    settings: { zone: 'Asia/Shanghai', holidays: 'cn', calendarFile: file },
    onReplaced: () => heard.push('replaced'),
    onError: () => heard.push('error'),
  });
  const first = inForce.calendar.version;
  inForce.reload();
  expect(heard).toEqual([]);
  written('2027-01-01');
  inForce.reload();
  expect([heard, inForce.calendar.version === first]).toEqual([['replaced'], false]);
  const second = inForce.calendar;
  writeFileSync(file, 'broken');
  inForce.reload();
  expect([heard, inForce.calendar === second]).toEqual([['replaced', 'error'], true]);
});
