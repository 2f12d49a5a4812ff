import { instant, MINUTE_MS, type Instant, type LogEvent } from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CityPicture } from '../city-picture.ts';
import { ScriptedCity, steps, type Step } from '../test-kit/city-script.ts';
import { LONGEST_WAIT_MS, SCRIPT_START, ScriptedLives } from '../test-kit/scripted-lives.ts';
import { expectSame, packPicture, scriptPicture, tellRipe, unpackPicture } from '../test-kit/tell-picture.ts';

/** A server that stops after a snapshot and starts again later, now and then. */
class RestartedCity {
  picture: CityPicture;
  #chunks: Buffer[] = [];
  #of: Pick<CityPicture, 'asOf' | 'lastEvent'> | null = null;

  constructor(asOf: Instant) {
    this.picture = scriptPicture(asOf);
  }

  /** @param meanwhile happens to the picture while it is written */
  write(meanwhile?: () => void): void {
    if (!this.picture.lastEvent) return meanwhile?.();
    const { asOf, lastEvent } = this.picture;
    this.#of = { asOf, lastEvent };
    this.#chunks = packPicture(this.picture, meanwhile);
  }

  /** Goes on from the last snapshot, if there is one. */
  restart(log: readonly LogEvent[], now: Instant): void {
    this.picture = this.#of ? unpackPicture(this.#chunks, this.#of) : scriptPicture(now);
    this.picture.advance(now);
    this.picture.apply(log.slice(this.picture.sequence));
  }
}

const scripts = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: steps },
    { weight: 1, arbitrary: fc.constantFrom({ do: 'write' } as const, { do: 'restart' } as const) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('write during' as const), step: steps }) },
  ),
  { maxLength: 80, size: 'max' },
);

describe('a picture restored from a snapshot and the rest of the log', () => {
  it('[V1, V9] equals the one that never stopped, over any number of restarts', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const city = new ScriptedCity();
        const unbroken = scriptPicture(city.now);
        const restarted = new RestartedCity(city.now);
        const each = (act: (picture: CityPicture) => void): void => [unbroken, restarted.picture].forEach(act);
        const play = (step: Step): void => {
          if (step.do === 'wait') city.wait(step.minutes, () => each((picture) => picture.advance(city.now)));
          else {
            const events = city.play(step);
            each((picture) => picture.apply(events));
          }
        };
        for (const step of script) {
          if (step.do === 'write') restarted.write();
          else if (step.do === 'restart') restarted.restart(city.log, city.now);
          else if (step.do === 'write during') restarted.write(() => play(step.step));
          else play(step);
        }
        restarted.restart(city.log, city.now);
        each((picture) => picture.advance(instant(city.now + MINUTE_MS)));
        expectSame(restarted.picture, unbroken);
        expect(tellRipe(restarted.picture)).toEqual(tellRipe(unbroken));
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  it('[V1, V9] equals it in a city whose tickets live here, with their clocks and measures, over months', () => {
    const lives = new ScriptedLives(7, SCRIPT_START);
    const unbroken = scriptPicture(lives.now);
    const restarted = new RestartedCity(lives.now);
    for (let step = 0; step < 1_500; step += 1) {
      lives.wait(LONGEST_WAIT_MS);
      const isAway = step % 100 > 80;
      if (!isAway) restarted.picture.advance(lives.now);
      unbroken.advance(lives.now);
      const { events } = lives.step();
      if (!isAway) restarted.picture.apply(events);
      unbroken.apply(events);
      if (step % 100 === 60) restarted.write();
      if (step % 100 !== 99) continue;
      restarted.restart(lives.log, lives.now);
      for (const picture of [unbroken, restarted.picture]) picture.advance(instant(lives.now + 1));
      expectSame(restarted.picture, unbroken);
      expect(tellRipe(restarted.picture)).toEqual(tellRipe(unbroken));
    }
  });
});
