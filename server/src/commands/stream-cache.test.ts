import { streamId, type StreamId } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { at, recordTicket } from '../../../packages/domain/src/test-kit/commands.ts';
import type { StoredStream } from '../log/event-log.ts';
import { MemoryEventLog } from '../log/memory-event-log.ts';
import { decideAppend } from '../log/test-kit/decide-append.ts';
import { StreamCache } from './stream-cache.ts';

const ids = ['a', 'b', 'c'].map((id) => streamId('ticket', id));

class CountingLog extends MemoryEventLog {
  asked: StreamId[] = [];

  override load(streams: readonly StreamId[]): Promise<Map<StreamId, StoredStream>> {
    this.asked.push(...streams);
    return super.load(streams);
  }
}

describe('the cache of folds', () => {
  it('reads only what it does not hold, and forgets what was touched longest ago', async () => {
    const log = new CountingLog();
    await log.append(
      ids.map((stream) => decideAppend(stream, undefined, recordTicket({ sourceId: stream }), at(0))),
      at(0),
    );
    const cache = new StreamCache(log, 2);
    const stored = await cache.load(new Set(ids));
    expect(log.asked).toEqual(ids);
    for (const [stream, entry] of stored) cache.put(stream, entry);

    log.asked = [];
    expect([...(await cache.load(new Set(ids))).keys()].sort()).toEqual([...ids].sort());
    expect(log.asked).toEqual([ids[0]]);

    cache.drop([ids[1]!]);
    log.asked = [];
    await cache.load(new Set(ids.slice(1)));
    expect(log.asked).toEqual([ids[1]]);
  });
});
