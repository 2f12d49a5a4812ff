import type { LogEvent } from '@citybrain/domain';

/** An event as it was written, whatever its version then. */
export interface StoredEvent extends Omit<LogEvent, 'type' | 'typeVersion' | 'data'> {
  readonly type: string;
  readonly typeVersion: number;
  readonly data: object;
}

/** Lifts an event by one version. */
type Upcaster = (event: StoredEvent) => StoredEvent;

/** By `<type> <version it reads>`. Every type is at version 1 so far. */
const UPCASTERS: Readonly<Record<string, Upcaster>> = {};

/** An event as the present program reads it: lifted step by step to the newest version of its type. */
export function upcast(stored: StoredEvent, upcasters: Readonly<Record<string, Upcaster>> = UPCASTERS): LogEvent {
  let event = stored;
  for (let next = upcasters[keyOf(event)]; next; next = upcasters[keyOf(event)]) event = next(event);
  return event as LogEvent;
}

const keyOf = (event: StoredEvent): string => `${event.type} ${event.typeVersion}`;
