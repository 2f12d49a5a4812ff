import type { StoreEvent } from './store-event.ts';

/** One line for the log. */
export function describeStoreEvent(event: StoreEvent): string {
  switch (event.type) {
    case 'PostgresStopped':
      return `PostgreSQL ended and is started again; its last lines:\n${event.lines.join('\n')}`;
    case 'PostgresRestarted':
      return `PostgreSQL is back after ${event.afterMs} ms`;
    case 'PostgresRestartFailed':
    case 'IdleConnectionLost':
      return `${event.type}: ${event.error instanceof Error ? event.error.message : String(event.error)}`;
  }
}
