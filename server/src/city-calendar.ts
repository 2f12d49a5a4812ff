import { readFileSync } from 'node:fs';
import {
  createWorkCalendar,
  readCalendarOverrides,
  type CalendarOverrides,
  type HolidaySet,
} from '@citybrain/calendar';
import type { WorkCalendar } from '@citybrain/domain';
import { Fault } from './observe/fault.ts';

/** What of the configuration the calendar follows from. */
export interface CityCalendarSettings {
  readonly zone: string;
  readonly holidays: HolidaySet;
  /** Absolute path of an override file; undefined: none. */
  readonly calendarFile: string | undefined;
}

/** The working calendar of the city as it is set up. @throws Fault CONFIG-103 naming what is wrong in the file */
export const cityCalendar = ({ zone, holidays, calendarFile }: CityCalendarSettings): WorkCalendar =>
  createWorkCalendar({
    zone,
    holidays,
    ...(calendarFile === undefined ? {} : { overrides: readCalendarFile(calendarFile) }),
  });

const MOST_PROBLEMS_NAMED = 5;

function readCalendarFile(path: string): CalendarOverrides {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Fault('CONFIG-103', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = readCalendarOverrides(value);
  if ('overrides' in read) return read.overrides;
  const { problems } = read;
  const named = problems.slice(0, MOST_PROBLEMS_NAMED).join('; ');
  const more = problems.length - MOST_PROBLEMS_NAMED;
  throw new Fault('CONFIG-103', `${path}: ${named}${more > 0 ? `; and ${more} more` : ''}`);
}
