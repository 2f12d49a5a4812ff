import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideStation, silentFrom, type HearStation, type StationCommand } from './decide-station.ts';
import { evolveStation } from './evolve-station.ts';
import { instant } from './instant.ts';
import type { Decision } from './refusal.ts';
import type { Station } from './station.ts';
import type { StationEvent } from './station-events.ts';
import { at, hearStation, MORNING } from './test-kit/commands.ts';

const SILENCE: StationCommand = { type: 'MarkStationSilent' };
const level = (value: number): HearStation['readings'] => [{ name: 'level', value, unit: 'cm' }];

const fold = (station: Station | null, decision: Decision<StationEvent>): Station | null =>
  decision.kind === 'events' ? decision.events.reduce<Station | null>(evolveStation, station) : station;
const after = (now: number, ...commands: StationCommand[]): Station | null =>
  commands.reduce<Station | null>((station, command) => fold(station, decideStation(station, command, at(now))), null);
const inWords = (decision: Decision<StationEvent>): string[] =>
  decision.kind === 'events'
    ? decision.events.map(({ type }) => type)
    : [decision.kind === 'unchanged' ? decision.why : decision.refusal.code];

const heard = (minutes: number): HearStation => hearStation({ heardAt: at(minutes), readings: level(minutes) });

describe('given what was heard of a station, when more comes, then', () => {
  it.each<[string, StationCommand[], StationCommand, string]>([
    ['the first word brings it online', [], heard(0), 'StationCameOnline'],
    ['a further word is a reading', [heard(0)], heard(5), 'StationReadingTaken'],
    ['the same moment is a duplicate', [heard(5)], heard(5), 'duplicate'],
    ['an earlier moment is superseded', [heard(5)], heard(4), 'superseded'],
    ['a new description is a new coming online', [heard(0)], hearStation({ heardAt: at(5), facts: { name: 'x' } }),
      'StationCameOnline'],
    ['a station within its promise is not silent', [heard(11)], SILENCE, 'not-silent-yet'],
    ['a station past its promise falls silent', [heard(0)], SILENCE, 'StationFellSilent'],
    ['a silent station falls silent once', [heard(0), SILENCE], SILENCE, 'duplicate'],
    ['a silent station that is heard comes online', [heard(0), SILENCE], heard(15), 'StationCameOnline'],
    ['a station that was never heard can not fall silent', [], SILENCE, 'unknown-station'],
    ['what is heard from the far future is refused', [], heard(60 * 24), 'happened-in-future'],
  ])('%s', (_, given, when, then) => {
    expect(inWords(decideStation(after(20, ...given), when, at(20)))).toEqual([then]);
  }); // prettier-ignore

  it('[T3] silence is dated to the moment at which the promise was broken, and names since when nothing came', () => {
    const decision = decideStation(after(0, heard(0)), SILENCE, at(45));
    expect(decision).toMatchObject({
      events: [{ type: 'StationFellSilent', happenedAt: at(10), data: { lastHeardAt: MORNING } }],
    });
    const station = after(45, heard(0), SILENCE)!;
    expect(station).toMatchObject({ status: 'silent', lastHeardAt: MORNING, readings: level(0) });
    expect(silentFrom(station)).toBe(at(10));
  });

  it('[I3] words in any order, each as often as you like, leave the last one standing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -500, max: 20 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (minutes, again) => {
          const words = [...minutes, ...again.map((pick) => minutes[pick % minutes.length]!)].map(heard);
          expect(after(20, ...words)).toEqual(after(20, heard(Math.max(...minutes))));
        },
      ),
    );
  });

  it('a stream must begin with coming online', () => {
    expect(() =>
      evolveStation(null, {
        type: 'StationFellSilent',
        typeVersion: 1,
        happenedAt: instant(0),
        data: { lastHeardAt: instant(0) },
      }),
    ).toThrow(RangeError);
  });
});
