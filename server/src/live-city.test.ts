import { streamId, type LogEvent } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { at, recordTicket } from '../../packages/domain/src/test-kit/commands.ts';
import { schematicRegions } from './default-regions.ts';
import { LiveCity } from './live-city.ts';
import { MemoryEventLog } from './log/memory-event-log.ts';
import type { RegionStore } from './log/region-store.ts';
import { decideAppend } from './log/test-kit/decide-append.ts';

const set = { ...schematicRegions(), version: 1 };
const regions = { load: () => Promise.resolve(set) } as unknown as RegionStore;

async function open(log: MemoryEventLog): Promise<{ live: LiveCity; errors: unknown[]; remade: () => number }> {
  const errors: unknown[] = [];
  let count = 0;
  const live = await LiveCity.open({
    log,
    regions,
    clock: { now: () => at(600) },
    zone: 'Asia/Shanghai',
    onRemade: () => (count += 1),
    onError: (error) => errors.push(error),
  });
  return { live, errors, remade: () => count };
}

describe('a picture whose fold breaks', () => {
  it('is not shown, costs no writer its answer, and is made anew from the log', async () => {
    const log = new MemoryEventLog();
    const { live, errors, remade } = await open(log);
    const stream = streamId('ticket', 'a');
    const [reported] = await log.append([decideAppend(stream, undefined, recordTicket(), at(1))], at(1));
    const broken = { ...reported, data: null } as unknown as LogEvent;
    expect(live.isWell).toBe(true);
    live.follower.offer([broken]);
    expect(live.isWell).toBe(false);
    expect(errors).toHaveLength(1);
    await expect.poll(() => live.isWell).toBe(true);
    expect(remade()).toBe(1);
    expect(live.picture.measures(0).open).toBe(1);
  });
});
