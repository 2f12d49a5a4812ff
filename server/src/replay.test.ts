import { HOUR_MS, instant, type Instant } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import type { RawItem } from './feeds/read-items.ts';
import { boston311 } from './feeds/presets/boston311.ts';
import type { MappedRow } from './feeds/presets/row-mapping.ts';
import type { Recording } from './replay-recording.ts';
import { dayWindow } from './replay-recording.ts';
import { playRecording, recordingClock, type RecordingClock, type ReplayTotals } from './replay.ts';

const FROM = instant(Date.UTC(2011, 7, 28, 4));
const TO = instant(FROM + 24 * HOUR_MS);

const item = (id: string): MappedRow => ({
  kind: 'ticket',
  id,
  regionCode: 'boston',
  codeSystem: 'boston',
  labels: {},
});

const RECORDING: Recording = {
  preset: boston311,
  window: { from: FROM, to: TO },
  regions: [],
  opening: [item('old')],
  steps: [0, 6, 6, 23].map((hour) => ({ at: instant(FROM + hour * HOUR_MS), item: item(`at ${hour}`) })),
  leftOut: 0,
};

interface Played {
  readonly totals: ReplayTotals;
  /** Ids by the hour of the recording at which they were taken. */
  readonly taken: readonly (readonly [hour: number, ids: readonly string[]])[];
}

/** Plays at 3,600 times the speed of a world in which each pause lasts a second. */
async function play(signal?: AbortSignal): Promise<Played> {
  let world = 0;
  const clock: RecordingClock = recordingClock({ now: () => instant(world) }, RECORDING.window, 3_600);
  const taken: [number, string[]][] = [];
  const totals = await playRecording({
    recording: RECORDING,
    clock,
    intake: {
      take(items: readonly RawItem[], feed) {
        expect(feed).toMatchObject({ name: 'boston311', zone: 'America/New_York' });
        taken.push([(clock.now() - FROM) / HOUR_MS, items.map(({ value }) => (value as MappedRow)['id'] as string)]);
        const count = items.length;
        return Promise.resolve({
          received: count,
          accepted: count,
          duplicate: 0,
          rejected: 0,
          rejections: [],
          flagged: [],
        });
      },
    },
    pause: () => {
      world += 1_000;
      return Promise.resolve();
    },
    ...(signal && { signal }),
  });
  return { totals, taken };
}

describe('a replay', () => {
  it('sends the state of affairs first, then each step when its time has come', async () => {
    expect(await play()).toEqual({
      taken: [
        [0, ['old']],
        [0, ['at 0']],
        [6, ['at 6', 'at 6']],
        [23, ['at 23']],
      ],
      totals: { received: 5, accepted: 5, rejected: 0 },
    });
  });

  it('sends nothing more once it is told to stop', async () => {
    expect((await play(AbortSignal.abort())).taken).toEqual([]);
  });
});

describe('the clock of a recording', () => {
  it('stands until it is begun, runs at its speed, and stands at its last moment', () => {
    let world = 50;
    const clock = recordingClock({ now: () => instant(world) }, RECORDING.window, 2);
    world += HOUR_MS;
    expect(clock.now()).toBe(FROM);
    clock.begin();
    world += HOUR_MS;
    expect(clock.now()).toBe(FROM + 2 * HOUR_MS);
    world += 24 * HOUR_MS;
    expect(clock.now()).toBe(TO - 1);
  });
});

describe('the window of a day', () => {
  const hours = (day: string): number => {
    const window = dayWindow(day, 'America/New_York');
    return window ? (window.to - window.from) / HOUR_MS : 0;
  };

  it('is the civil day of the zone, however long', () => {
    expect(dayWindow('2011-08-28', 'America/New_York')).toEqual({ from: FROM, to: TO satisfies Instant });
    expect(['2011-11-06', '2011-03-13', '2011-12-31'].map(hours)).toEqual([25, 23, 24]);
  });

  it('is none for what is no day', () => {
    expect(['2011-02-30', 'tomorrow', '2011-08-28T06'].map(hours)).toEqual([0, 0, 0]);
  });
});
