import { streamId, type StationId } from '@citybrain/domain';
import type { Submit } from './commands/submit.ts';

export interface SilenceTimerOptions {
  /** Stations whose promise is broken at the picture's as-of. */
  readonly fallingSilent: () => StationId[];
  readonly submit: Submit;
}

const EVERY_MS = 1_000;

/** Puts into the log what happens by itself: a station that breaks its promise falls silent. */
export class SilenceTimer {
  readonly #options: SilenceTimerOptions;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: SilenceTimerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  #look(): void {
    const submissions = this.#options.fallingSilent().map((id) => ({
      steps: [{ stream: streamId('station', id), command: { type: 'MarkStationSilent' as const } }],
      causedBy: 'system:timer',
    }));
    // What could not be written now is found again in a while.
    this.#options.submit.submit(submissions).catch(() => undefined);
  }
}
