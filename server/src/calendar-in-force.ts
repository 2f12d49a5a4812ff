import { unwatchFile, watchFile } from 'node:fs';
import type { WorkCalendar } from '@citybrain/domain';
import { cityCalendar, type CityCalendarSettings } from './city-calendar.ts';

export interface CalendarInForceOptions {
  readonly settings: CityCalendarSettings;
  /** Another edition is in force from here on. */
  readonly onReplaced: () => void;
  /** The file changed and can't be used; the edition before stays in force. */
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
}

const EVERY_MS = 10_000;

/**
 * The working calendar that decisions are made on. Its file is looked at again when
 * it changes: next year's notice comes while the server runs.
 */
export class CalendarInForce {
  readonly #options: CalendarInForceOptions;
  #calendar: WorkCalendar;

  /** @throws Fault CONFIG-103 naming what is wrong in the file */
  constructor(options: CalendarInForceOptions) {
    this.#options = options;
    this.#calendar = cityCalendar(options.settings);
  }

  get calendar(): WorkCalendar {
    return this.#calendar;
  }

  start(): void {
    const { settings, everyMs = EVERY_MS } = this.#options;
    if (settings.calendarFile === undefined) return;
    watchFile(settings.calendarFile, { interval: everyMs, persistent: false }, () => this.reload());
  }

  stop(): void {
    const { calendarFile } = this.#options.settings;
    if (calendarFile !== undefined) unwatchFile(calendarFile);
  }

  /** Reads the file again; what can't be used changes nothing. */
  reload(): void {
    try {
      const next = cityCalendar(this.#options.settings);
      if (next.version === this.#calendar.version) return;
      this.#calendar = next;
      this.#options.onReplaced();
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
