import { streamId, type Instant, type LogEvent } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { at, recordTicket } from '../../packages/domain/src/test-kit/commands.ts';
import type { City } from './city.ts';
import { schematicRegions } from './default-regions.ts';
import { LiveCity } from './live-city.ts';
import { MemoryEventLog } from './log/memory-event-log.ts';
import type { RegionStore } from './log/region-store.ts';
import { decideAppend } from './log/test-kit/decide-append.ts';
import { CityPicture } from './views/city-picture.ts';

const set = { ...schematicRegions(), version: 1 };
const regions = { load: () => Promise.resolve(set) } as unknown as RegionStore;

async function open(
  log: MemoryEventLog,
  restore?: (city: City) => Promise<CityPicture | null>,
): Promise<{ live: LiveCity; errors: unknown[]; remade: () => number }> {
  const errors: unknown[] = [];
  let count = 0;
  const live = await LiveCity.open({
    log,
    regions,
    clock: { now: () => at(600) },
    zone: 'Asia/Shanghai',
    ...(restore && { restore }),
    onRemade: () => (count += 1),
    onError: (error) => errors.push(error),
  });
  return { live, errors, remade: () => count };
}

describe('a start on a restored picture', () => {
  it('[V9] moves its time on and folds what the log holds after it', async () => {
    const log = new MemoryEventLog();
    const append = (name: string, minute: number) =>
      log.append(
        [decideAppend(streamId('ticket', name), undefined, recordTicket({ sourceId: name }), at(minute))],
        at(minute),
      );
    const events = await append('a', 1);
    await append('b', 2);
    const { live } = await open(log, (city) => {
      const picture = emptyPicture(city, at(1));
      picture.apply(events);
      return Promise.resolve(picture);
    });
    expect([live.picture.asOf, live.picture.sequence]).toEqual([at(600), 2]);
    expect(live.picture.measures(0).open).toBe(2);
  });

  it('[V10] reads the whole log when that picture breaks', async () => {
    const log = new MemoryEventLog();
    const stream = streamId('ticket', 'a');
    await log.append([decideAppend(stream, undefined, recordTicket(), at(1))], at(1));
    const { live, errors } = await open(log, (city) => {
      const picture = emptyPicture(city, at(1));
      picture.apply = () => {
        throw new Error('this picture is not what it should be');
      };
      return Promise.resolve(picture);
    });
    expect(errors).toHaveLength(1);
    expect(live.isWell).toBe(true);
    expect(live.picture.measures(0).open).toBe(1);
  });
});

const emptyPicture = ({ tree, geography: { placeIndex } }: City, asOf: Instant): CityPicture =>
  new CityPicture({ tree, placeIndex, zone: 'Asia/Shanghai', asOf });

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
