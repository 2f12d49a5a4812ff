import { describe, expect, it } from 'vitest';
import { LONGEST_TICK_MS, TickPace, type TickLoad } from './tick-pace.ts';

const OVERLOADED: TickLoad = { busy: 0.97, tickShare: 0.2 };
const HEAVY: TickLoad = { busy: 0.85, tickShare: 0.8 };
const FULL: TickLoad = { busy: 0.8, tickShare: 0.65 };
const BUSY: TickLoad = { busy: 0.7, tickShare: 0.2 };
const EASY: TickLoad = { busy: 0.2, tickShare: 0.05 };

function run(pace: TickPace, load: TickLoad, ticks: number): number {
  for (let tick = 0; tick < ticks; tick += 1) pace.next(load);
  return pace.periodMs;
}

describe('the time between two ticks', () => {
  it('[S12] doubles under load that lasts, up to two seconds', () => {
    const pace = new TickPace(250);
    expect(run(pace, OVERLOADED, 2)).toBe(250);
    expect(run(pace, OVERLOADED, 1)).toBe(500);
    expect(run(pace, HEAVY, 3)).toBe(1_000);
    expect(run(pace, OVERLOADED, 100)).toBe(LONGEST_TICK_MS);
  });

  it('[S12] is not doubled for a load that comes and goes', () => {
    const pace = new TickPace(250);
    for (let round = 0; round < 50; round += 1) {
      run(pace, OVERLOADED, 2);
      expect(run(pace, BUSY, 1)).toBe(250);
    }
  });

  it('[S12] stays for ticks that fill the time with sending, as those to ten thousand screens do', () => {
    expect(run(new TickPace(250), FULL, 100)).toBe(250);
  });

  it('[S12] comes back when the server is at ease for a while, and not below the one it was told', () => {
    const pace = new TickPace(250);
    run(pace, OVERLOADED, 6);
    expect(run(pace, BUSY, 500)).toBe(1_000);
    expect(run(pace, EASY, 2)).toBe(1_000);
    expect(run(pace, EASY, 1)).toBe(500);
    expect(run(pace, EASY, 6)).toBe(250);
    expect(run(pace, EASY, 200)).toBe(250);
  });
});
