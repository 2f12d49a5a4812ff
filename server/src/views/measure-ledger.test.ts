import { DAY_MS, HOUR_MS, instant, type Instant, type MeasureCounts } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { recordTicket } from '../../../packages/domain/src/test-kit/commands.ts';
import { decideSubject } from '../commands/decide-subject.ts';
import { CityPicture } from './city-picture.ts';
import { DayWindow, HELD_DAYS } from './day-window.ts';
import { SCRIPT_TREE, scriptPlaceIndex, scriptRegion, START_OF_DAY } from './test-kit/city-script.ts';
import { LONGEST_WAIT_MS, SCRIPT_START, ScriptedLives } from './test-kit/scripted-lives.ts';

const NOON = instant(Date.UTC(2026, 5, 25, 4));
const later = (at: Instant, ms: number): Instant => instant(at + ms);

const newPicture = (asOf: Instant): CityPicture =>
  new CityPicture({ tree: SCRIPT_TREE, placeIndex: scriptPlaceIndex, zone: 'Asia/Shanghai', asOf });

const countsOf = (picture: CityPicture, region: string, back = HELD_DAYS): MeasureCounts => {
  const to = later(START_OF_DAY(picture.asOf), DAY_MS);
  const period = { from: later(to, -back * DAY_MS), to };
  return picture.ledger.counts(SCRIPT_TREE.indexOf(scriptRegion(region)), period, null);
};

describe('the measures that are kept live', () => {
  it('[V1, Q6] are the same in a picture made anew, at any day of a long script', () => {
    const lives = new ScriptedLives(5, SCRIPT_START);
    const picture = newPicture(lives.now);
    for (let step = 0; step < 1_500; step += 1) {
      lives.wait(LONGEST_WAIT_MS);
      picture.advance(lives.now);
      picture.apply(lives.step().events);
      if (step % 100 > 0) continue;
      const anew = newPicture(lives.now);
      anew.apply(lives.log);
      for (const region of ['D', 'A', 'A1', 'A1g', 'B']) {
        for (const back of [1, 7, HELD_DAYS]) {
          expect(countsOf(anew, region, back)).toEqual(countsOf(picture, region, back));
        }
      }
    }
  });

  it('[Q9] know a repeat by the third report of its place and category in 30 days, and not one without them', () => {
    const picture = newPicture(NOON);
    let sequence = 0;
    const report = (days: number, region: string | null, category: string | null): void => {
      sequence += 1;
      const place = { regionId: region === null ? null : scriptRegion(region), point: null, source: 'code' } as const;
      const command = recordTicket({ sourceId: String(sequence), reportedAt: later(NOON, -days * DAY_MS), facts: { category, place } });
      const decision = decideSubject(null, command, NOON, { now: NOON });
      if (decision.kind !== 'events') throw new Error('refused');
      picture.apply(decision.events.map((event) => ({
        ...event,
        ...{ sequence, version: 1, recordedAt: NOON, causedBy: 'feed:test', stream: `ticket-${sequence}` as never },
      })));
    };
    const repeats = (): number[] => ['D', 'A', 'A1', 'A2'].map((region) => countsOf(picture, region).repeated);
    report(30.75, 'A1', 'E0110');
    report(20, 'A1', 'E0110');
    report(1, 'A2', 'E0110');
    report(1, 'A1', 'E0112');
    expect(repeats()).toEqual([0, 0, 0, 0]);
    // The oldest of the three is just out of the 30 days.
    report(0.5, 'A1', 'E0110');
    expect(repeats()).toEqual([0, 0, 0, 0]);
    report(0, 'A1', 'E0110');
    expect(repeats()).toEqual([1, 1, 1, 0]);
    // Told late: two later ones are the third now, and the last was so already.
    report(25, 'A1', 'E0110');
    expect(repeats()).toEqual([3, 3, 3, 0]);
    for (let count = 0; count < 4; count += 1) {
      report(0, null, 'E0110');
      report(0, 'A1', null);
    }
    expect(repeats()).toEqual([3, 3, 3, 0]);
    expect(countsOf(picture, 'D')).toMatchObject({ reported: 10, repeatable: 6 });
  }); // prettier-ignore

  it('hold today and the thirty days before it, also where a day has 23 hours', () => {
    // Berlin goes over to summer time on 2026-03-29.
    const start = instant(Date.UTC(2026, 2, 28, 12));
    const window = new DayWindow('Europe/Berlin', start);
    const midnight = instant(Date.UTC(2026, 2, 27, 23));
    expect(window.from).toBe(later(midnight, -30 * DAY_MS));
    const slots = new Set([0, 30].map((back) => window.slotOf(later(midnight, -back * DAY_MS))));
    expect(slots.size).toBe(2);
    expect([window.slotOf(later(window.from, -1)), window.slotOf(later(midnight, 2 * DAY_MS))]).toEqual([-1, -1]);
    expect(window.advance(later(midnight, DAY_MS - 1))).toEqual([]);
    const shortDay = later(midnight, DAY_MS);
    expect(window.advance(shortDay)).toHaveLength(1);
    expect(window.slotOf(later(shortDay, 23 * HOUR_MS - 1))).toBe(window.slotOf(shortDay));
    expect(window.slotOf(later(shortDay, 23 * HOUR_MS))).not.toBe(window.slotOf(shortDay));
    expect(window.advance(later(shortDay, 400 * DAY_MS))).toHaveLength(window.slots);
  });
});
