import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SnapshotKeeper } from './snapshot-keeper.ts';
import { REGIONS_VERSION, SnapshotCity, ZONE } from './test-kit/snapshot-city.ts';

const EVERY = 100;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

let city: SnapshotCity;
let keeper: SnapshotKeeper;
let errors: unknown[];
let isWell: boolean;
let nowMs: number;

function newKeeper(heldSequence = 0): SnapshotKeeper {
  return new SnapshotKeeper({
    files: city.files,
    live: () => ({ picture: city.picture, regionsVersion: REGIONS_VERSION, isWell }),
    zone: ZONE,
    everyEvents: EVERY,
    heldSequence,
    monotonicMs: () => nowMs,
    onError: (error) => errors.push(error),
  });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  [city, errors, isWell, nowMs] = [new SnapshotCity(), [], true, 0];
  keeper = newKeeper();
  keeper.start();
});
afterEach(async () => {
  await keeper.stop();
  vi.useRealTimers();
  city.remove();
});

/** Time passes; whatever then has to be written is written. */
async function pass(ms: number): Promise<void> {
  nowMs += ms;
  vi.advanceTimersByTime(SECOND_MS);
  await keeper.settled();
}

const liveTo = (sequence: number): void => {
  while (city.picture.sequence < sequence) city.live(1);
};

describe('snapshots while a server runs', () => {
  it('[V12] are written after so many events, and not before', async () => {
    liveTo(EVERY - 10);
    await pass(SECOND_MS);
    expect(keeper.sequence).toBe(0);
    liveTo(EVERY);
    await pass(SECOND_MS);
    expect(keeper.sequence).toBe(city.picture.sequence);
    expect(keeper.last.bytes).toBeGreaterThan(0);
    await pass(5 * SECOND_MS);
    expect(keeper.ageSeconds).toBe(5);
  });

  it('[V12] are written an hour after something changed, however little', async () => {
    await pass(2 * HOUR_MS);
    expect(await city.files.list()).toEqual([]);
    city.live(1);
    await pass(SECOND_MS);
    expect(keeper.sequence).toBe(city.picture.sequence);
    await pass(2 * HOUR_MS);
    expect(await city.files.list()).toHaveLength(1);
  });

  it('[V12] that fail are told of and tried again after a minute; the picture goes on', async () => {
    rmSync(city.directory, { recursive: true });
    writeFileSync(city.directory, 'no directory');
    liveTo(EVERY);
    await pass(SECOND_MS);
    expect([errors.length, keeper.failures, keeper.sequence]).toEqual([1, 1, 0]);
    rmSync(city.directory);
    await pass(30 * SECOND_MS);
    expect(keeper.sequence).toBe(0);
    await pass(30 * SECOND_MS);
    expect(keeper.sequence).toBe(city.picture.sequence);
    expect(keeper.failures).toBe(1);
  });

  it('are not written of a picture that can not be trusted', async () => {
    liveTo(EVERY);
    isWell = false;
    await pass(HOUR_MS);
    await keeper.makeNow();
    expect(await city.files.list()).toEqual([]);
  });

  it('end with one more when that saves the next start enough', async () => {
    await keeper.stop();
    liveTo(10);
    keeper = newKeeper();
    await keeper.stop();
    expect(await city.files.list()).toEqual([]);
    liveTo(EVERY);
    keeper = newKeeper();
    await keeper.stop();
    expect((await city.restore())?.sequence).toBe(city.picture.sequence);
  });
});
