import { instant, MINUTE_MS, type Instant, type LogEvent } from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CityPicture } from './city-picture.ts';
import { SCRIPT_TREE, scriptPlaceIndex, ScriptedCity, steps, type Step } from './test-kit/city-script.ts';
import { NaivePicture } from './test-kit/naive-picture.ts';
import { expectSame, scriptPicture } from './test-kit/tell-picture.ts';

const REGIONS = SCRIPT_TREE.regions.map((_, index) => index);

function rebuild(log: readonly LogEvent[], asOf: Instant): CityPicture {
  const picture = scriptPicture(asOf);
  picture.apply(log);
  return picture;
}

/** Feeds a picture live: event by event as they are written, with ticks on the way. */
function live(script: readonly Step[]): { city: ScriptedCity; picture: CityPicture } {
  const city = new ScriptedCity();
  const picture = scriptPicture(city.now);
  for (const step of script) {
    if (step.do === 'wait') city.wait(step.minutes, () => picture.advance(city.now));
    else picture.apply(city.play(step));
  }
  picture.advance(city.now);
  return { city, picture };
}

const scripts = fc.array(steps, { maxLength: 60, size: 'max' });

describe('the picture of a city', () => {
  it('[V1] rebuilt from the log equals the one that was live', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const { city, picture } = live(script);
        expectSame(rebuild(city.log, city.now), picture);
      }),
      { numRuns: 250 },
    );
  });

  it('[V2, V4, V5, V6, V13, V14, V15] equals what the folds say when all is counted anew', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const { city, picture } = live(script);
        const naive = new NaivePicture(city.log);
        for (const region of REGIONS) {
          expect(picture.measures(region)).toEqual(naive.measures(region, city.now));
          const { week, days } = picture.breachTimes(region);
          expect(week).toEqual(naive.breachWeek(region, city.now));
          expect(week.map((_, weekHour) => [...picture.breached(region, { weekHour })].length)).toEqual(week);
          const onDays = days.map(({ startsAt }) => [...picture.breached(region, { dayStartsAt: startsAt })].length);
          expect(onDays).toEqual(days.map(({ breached }) => breached));
          const { cells } = picture.matters(region);
          expect([...cells].sort((a, b) => (a.category < b.category ? -1 : 1))).toEqual(naive.matters(region, city.now));
          expect([...picture.openTickets(region)].map(({ id }) => id as string).sort()).toEqual(naive.openIds(region).sort());
          expect(picture.latest(region).map(({ id }) => id)).toEqual(naive.latest(region));
        }
      }),
      { numRuns: 250 },
    );
  }); // prettier-ignore

  it('[V3] counts every open ticket of a region in exactly one child, directly, or without a place', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const { picture } = live(script);
        for (const region of REGIONS) {
          const { open, direct, unplaced, unplacedWithin } = picture.measures(region);
          const inChildren = SCRIPT_TREE.childrenOf(region).map((child) => picture.childRow(child).open);
          expect(open).toBe(inChildren.reduce((sum, count) => sum + count, direct + unplaced));
          expect([...picture.openTickets(region)]).toHaveLength(open);
          const below = SCRIPT_TREE.childrenOf(region).map((child) => picture.measures(child).unplacedWithin);
          expect(unplacedWithin).toBe(below.reduce((sum, count) => sum + count, unplaced));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('[V8] tells of every region whose numbers moved, and of every subject that came, went or moved', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const city = new ScriptedCity();
        const picture = scriptPicture(city.now);
        const numbers = (): string[] => REGIONS.map((region) => JSON.stringify(picture.measures(region)));
        const sets = (): string[][] =>
          REGIONS.map((region) =>
            [
              ...[...picture.openTickets(region)].map(({ id, ticket }) => JSON.stringify([id, ticket])),
              ...[...picture.stations(region)].map((station) => JSON.stringify(station)),
              ...[...picture.incidents(region)].map((incident) => JSON.stringify(incident)),
            ].sort(),
          );
        let before = { numbers: numbers(), sets: sets() };
        for (const step of script) {
          if (step.do === 'wait') city.wait(step.minutes, () => picture.advance(city.now));
          else picture.apply(city.play(step));
          const { regions, tickets, stations, incidents } = picture.takeChanges();
          const after = { numbers: numbers(), sets: sets() };
          const told = new Set<number>();
          for (const { from, to } of [tickets, stations, incidents].flatMap((moves) => [...moves.values()])) {
            for (const region of [...SCRIPT_TREE.pathUp(from), ...SCRIPT_TREE.pathUp(to)]) told.add(region);
          }
          for (const region of REGIONS) {
            if (after.numbers[region] !== before.numbers[region]) expect(regions).toContain(region);
            if (String(after.sets[region]) !== String(before.sets[region])) expect(told).toContain(region);
          }
          before = after;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[T1] gives a rate as its two parts, and none where nothing was due', () => {
    const city = new ScriptedCity();
    const picture = scriptPicture(city.now);
    expect(picture.measures(0).onTimeToday).toEqual({ numerator: 0, denominator: 0 });
    const ticket = { do: 'ticket', region: 3, reported: 60, finish: [30, null], words: 0 } as const;
    picture.apply(city.play({ ...ticket, id: 1, due: null }));
    expect(picture.measures(0)).toMatchObject({ disposedToday: 1, onTimeToday: { numerator: 0, denominator: 0 } });
    picture.apply(city.play({ ...ticket, id: 2, due: -30 }));
    picture.apply(city.play({ ...ticket, id: 3, due: -31 }));
    expect(picture.childRow(0).onTimeToday).toEqual({ numerator: 1, denominator: 2 });
  });

  it('[V5] begins a new day at midnight of the city, whatever happens then', () => {
    const city = new ScriptedCity(instant(Date.UTC(2026, 5, 25, 15, 50)));
    const picture = scriptPicture(city.now);
    const ticket = { do: 'ticket', id: 1, region: 1, reported: 10, finish: [null, null], due: null, words: 0 } as const;
    picture.apply(city.play(ticket));
    expect(picture.measures(0)).toMatchObject({ open: 1, reportedToday: 1, dayStartsAt: Date.UTC(2026, 5, 24, 16) });
    picture.advance(instant(Date.UTC(2026, 5, 25, 16) - 1));
    expect(picture.measures(0).reportedToday).toBe(1);
    picture.advance(instant(Date.UTC(2026, 5, 25, 16)));
    expect(picture.measures(0)).toMatchObject({ open: 1, reportedToday: 0, dayStartsAt: Date.UTC(2026, 5, 25, 16) });
    expect(picture.measures(0).categories).toEqual([{ category: 'E01', open: 1, today: 0 }]);
  });

  it('[V5] tells all regions that a day began, also in a zone whose days begin within an hour', () => {
    const picture = new CityPicture({
      ...{ tree: SCRIPT_TREE, placeIndex: scriptPlaceIndex, zone: 'Asia/Kolkata' },
      asOf: instant(Date.UTC(2026, 5, 25, 18, 29)),
    });
    picture.takeChanges();
    picture.advance(instant(Date.UTC(2026, 5, 25, 18, 30)));
    expect(picture.takeChanges().regions.size).toBe(SCRIPT_TREE.size);
  });

  it('[V4, V8] counts a ticket as overdue from the instant after its target, and tells of it, without an event', () => {
    const city = new ScriptedCity();
    const picture = scriptPicture(city.now);
    picture.apply(city.play({ do: 'ticket', id: 1, region: 3, reported: 10, finish: [null, null], due: 5, words: 0 }));
    picture.takeChanges();
    picture.advance(instant(city.now + 5 * MINUTE_MS));
    expect(picture.measures(0).overdue).toBe(0);
    picture.advance(instant(city.now + 5 * MINUTE_MS + 1));
    expect(picture.measures(0).overdue).toBe(1);
    const { regions, tickets } = picture.takeChanges();
    expect([...regions].sort()).toEqual(SCRIPT_TREE.pathUp(3).sort());
    expect([...tickets]).toEqual([['1', { from: 3, to: 3 }]]);
    picture.advance(city.now);
    expect(picture.asOf).toBe(city.now + 5 * MINUTE_MS + 1);
  });

  it('[V7] lets go of what was closed a month before, by the log’s own time', () => {
    const city = new ScriptedCity();
    const picture = scriptPicture(city.now);
    const ticket = { do: 'ticket', id: 1, region: 3, reported: 60, finish: [null, 30], due: null, words: 0 } as const;
    picture.apply(city.play(ticket));
    city.wait(60 * 24 * 32, () => picture.advance(city.now));
    const corrected = city.play({ ...ticket, finish: [null, 0] });
    expect(corrected.map(({ type }) => type)).toContain('TicketClosed');
    picture.apply(corrected);
    expect(picture.measures(0)).toMatchObject({ open: 0, closedToday: 0 });
    expectSame(rebuild(city.log, city.now), picture);
  });
});
