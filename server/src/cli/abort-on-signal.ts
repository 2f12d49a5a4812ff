import { tell } from './print.ts';

/** An end that the operator asks for. */
export interface Stopping {
  readonly signal: AbortSignal;
  /** Ctrl-C ends the process again. */
  release(): void;
}

/** Ctrl-C or SIGTERM aborts, so that what is in hand is written and the store is closed in order. */
export function abortOnSignal(): Stopping {
  const controller = new AbortController();
  const abort = (): void => {
    if (!controller.signal.aborted) tell('Stopping …');
    controller.abort();
  };
  const names = ['SIGINT', 'SIGTERM'] as const;
  for (const name of names) process.on(name, abort);
  return {
    signal: controller.signal,
    release() {
      for (const name of names) process.off(name, abort);
    },
  };
}
