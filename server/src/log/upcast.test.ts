import { instant, type StreamId } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { upcast, type StoredEvent } from './upcast.ts';

const stored = (type: string, typeVersion: number, data: object): StoredEvent => ({
  sequence: 1,
  stream: 'ticket-a' as StreamId,
  version: 1,
  type,
  typeVersion,
  happenedAt: instant(1),
  recordedAt: instant(2),
  causedBy: 'feed:test',
  data,
});

describe('an event of an older version', () => {
  const upcasters = {
    'TicketNoted 1': (event: StoredEvent) => ({ ...event, typeVersion: 2, data: { ...event.data, second: true } }),
    'TicketNoted 2': (event: StoredEvent) => ({
      ...event,
      type: 'TicketUpdated',
      typeVersion: 1,
      data: { changes: event.data },
    }),
  };

  it('[L11] is lifted step by step, also to another name, and keeps its place in the log', () => {
    expect(upcast(stored('TicketNoted', 1, { first: true }), upcasters)).toEqual({
      ...stored('TicketUpdated', 1, { changes: { first: true, second: true } }),
    });
  });

  it('[L11] of the present version is read as it is', () => {
    const event = stored('TicketUpdated', 1, { changes: {} });
    expect(upcast(event)).toBe(event);
  });
});
