import { TOPIC_FILTERS, TOPIC_LAYERS, type Frame } from '@citybrain/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { principal } from '../access/test-kit/access-fixture.ts';
import { SCRIPT_TREE, scriptRegion, steps, type Step } from '../views/test-kit/city-script.ts';
import { expectedContent, PushedCity, topicOf, type TestScreen } from './test-kit/screens.ts';

const ADMINISTRATOR = principal({ role: 'administrator' });
const DISPLAY = principal({ role: 'display', name: 'hall' });
const OF_STREET_A = principal({ role: 'supervisor', name: 'street A', scopeId: scriptRegion('A') });

const STREET_A = ['A', 'A1', 'A2', 'A1g'].map(scriptRegion);

/** `CITYBRAIN_MODEL_RUNS=20000 npx vitest run audience.model` looks longer. */
const RUNS = Number(process.env['CITYBRAIN_MODEL_RUNS'] ?? 150);
const TIMEOUT_MS = 60_000 + RUNS * 1_000;

type Move =
  | { readonly do: 'tick' | 'idle' | 'restart' }
  | {
      readonly do: 'watch' | 'unwatch';
      readonly screen: number;
      readonly layer: number;
      readonly region: number;
      readonly filter: number;
    }
  | { readonly do: 'drop' | 'come back' | 'get stuck' | 'drain' | 'hide' | 'show'; readonly screen: number };

const screen = fc.nat({ max: 3 });
const watching = {
  screen,
  layer: fc.nat({ max: TOPIC_LAYERS.length - 1 }),
  region: fc.nat({ max: SCRIPT_TREE.size - 1 }),
  filter: fc.nat({ max: TOPIC_FILTERS.length - 1 }),
};
const move = (weight: number, name: Move['do'], rest: object) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), ...rest }) as unknown as fc.Arbitrary<Move>,
});
const moves = fc.oneof(
  move(8, 'tick', {}),
  move(1, 'idle', {}),
  move(1, 'restart', {}),
  move(6, 'watch', watching),
  move(1, 'unwatch', watching),
  move(1, 'drop', { screen }),
  move(2, 'come back', { screen }),
  move(1, 'get stuck', { screen }),
  move(1, 'drain', { screen }),
  move(1, 'hide', { screen }),
  move(1, 'show', { screen }),
);
const scripts = fc.array(fc.oneof({ weight: 2, arbitrary: steps }, { weight: 3, arbitrary: moves }), {
  maxLength: 80,
  size: 'max',
});

function play(city: PushedCity, step: Step | Move): void {
  switch (step.do) {
    case 'tick':
      return city.tick();
    case 'idle':
      return city.idle();
    case 'restart':
      return city.restart();
    case 'wait':
      return city.city.wait(step.minutes, () => city.tick());
    case 'ticket':
    case 'hear':
    case 'look for silence':
    case 'incident':
      return city.play(step);
    default:
      playAt(city, city.screens[step.screen]!, step);
  }
}

function playAt(city: PushedCity, one: TestScreen, step: Exclude<Move, { do: 'tick' | 'idle' | 'restart' }>): void {
  switch (step.do) {
    case 'watch':
    case 'unwatch':
      one[step.do](topicOf(TOPIC_LAYERS[step.layer]!, step.region, TOPIC_FILTERS[step.filter]));
      return;
    case 'drop':
      return one.drop();
    case 'come back':
      return one.comeBack();
    case 'get stuck':
      if (one.wire) one.wire.isStuck = true;
      return;
    case 'drain':
      if (one.wire) one.wire.isStuck = false;
      return city.pump();
    case 'hide':
    case 'show':
      one.connection.pace(step.do === 'hide' ? 5_000 : 0);
      return city.pump();
  }
}

function openCity(): PushedCity {
  const city = new PushedCity();
  for (const who of [ADMINISTRATOR, DISPLAY, OF_STREET_A, ADMINISTRATOR]) city.screen(who);
  return city;
}

/** All that a screen shows is what the log, folded anew, says at the as-of that it shows, be that now or long ago. */
function expectTrue(city: PushedCity, one: TestScreen): void {
  for (const [name, view] of one.watched) {
    const moment = one.momentOf(view);
    const { replica } = view;
    if (!moment || !replica) continue;
    const expected = expectedContent(city.recompute(moment), name, one.principal.fieldLevel);
    if (replica.layer === 'measures') expect([name, replica.measures]).toEqual([name, expected]);
    else if (replica.layer === 'breaches') expect([name, replica.breaches]).toEqual([name, expected]);
    else {
      expect([name, new Map<string | number, unknown>(replica.rows)]).toEqual([name, expected]);
      expect([name, replica.total]).toEqual([name, replica.rows.size]);
    }
  }
}

/** A connected screen that takes what it is sent, and asked for every tick, shows now. */
function expectCurrent(city: PushedCity, one: TestScreen): void {
  const now = { asOf: city.picture.asOf, sequence: city.picture.sequence };
  for (const [name, view] of one.watched) {
    if (view.replica) expect([name, one.momentOf(view)]).toEqual([name, now]);
  }
}

function letAllCatchUp(city: PushedCity): void {
  for (const one of city.screens) {
    if (one.wire) one.wire.isStuck = false;
    one.comeBack();
    one.connection.pace(0);
  }
  city.pump();
  city.tick(60_000);
  city.tick();
  city.tick(1_000);
}

describe('screens that come, go, get stuck, hide, lose their connection or their server', () => {
  it(
    '[S1, S2, S3, S9, S13] show what the log says at their as-of, always, and now when nothing hinders them',
    () => {
      fc.assert(
        fc.property(scripts, (script) => {
          const city = openCity();
          for (const step of script) {
            const { ticks } = city;
            play(city, step);
            if (city.ticks > ticks) for (const one of city.screens) expectTrue(city, one);
          }
          letAllCatchUp(city);
          for (const one of city.screens) {
            expectTrue(city, one);
            expectCurrent(city, one);
            expect(one.connection.gapCount).toBe(0);
          }
          expect(city.audience.behindCount).toBe(0);
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    '[S15] leave nothing behind on the server when they go',
    () => {
      fc.assert(
        fc.property(scripts, (script) => {
          const city = openCity();
          for (const step of script) play(city, step);
          for (const one of city.screens) one.drop();
          const { audience, hub } = city;
          city.idle();
          city.idle();
          expect([audience.screenCount, audience.behindCount, audience.cohortCount]).toEqual([0, 0, 0]);
          expect([audience.subscriptionCount, hub.topicCount]).toEqual([0, 0]);
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      );
    },
    TIMEOUT_MS,
  );

  it(
    '[A2, A5] carry nothing of another street to a supervisor, and nothing personal or exact to a wall',
    () => {
      fc.assert(
        fc.property(scripts, (script) => {
          const city = openCity();
          for (const step of script) play(city, step);
          for (const { principal: who, received } of city.screens) {
            for (const { topic, change } of received) {
              if (!('put' in change)) continue;
              for (const row of change.put as unknown as Record<string, unknown>[]) {
                const region = /^(children|matters)/.test(topic) ? row['id'] : row['regionId'];
                if (who === OF_STREET_A) expect(STREET_A).toContain(region);
                if (who === DISPLAY && topic.startsWith('tickets')) expectMasked(row, region);
              }
            }
          }
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      );
    },
    TIMEOUT_MS,
  );
});

function expectMasked(row: Record<string, unknown>, region: unknown): void {
  expect([row['title'], row['address']]).toEqual([null, null]);
  const isOutside = (row['flags'] as readonly string[]).includes('outside-regions');
  const label = SCRIPT_TREE.regions.find(({ id }) => id === region)?.labelPoint ?? null;
  expect(isOutside ? [null] : [null, label]).toContainEqual(row['point']);
}

describe('the frames of a topic', () => {
  it(
    '[S4] are one chain for each screen, whose revisions no other topic or life of a topic ever has',
    () => {
      fc.assert(
        fc.property(scripts, (script) => {
          const city = openCity();
          for (const step of script) if (step.do !== 'restart') play(city, step);
          const topicAt = new Map<number, string>();
          for (const { received, principal: who } of city.screens) {
            for (const { topic, from, to } of received satisfies Frame[]) {
              const name = `${topic} ${who.fieldLevel}`;
              expect(to).toBeGreaterThan(from ?? -1);
              expect(topicAt.get(to) ?? name).toBe(name);
              topicAt.set(to, name);
              expect(topicAt.get(from ?? -1) ?? name).toBe(name);
            }
          }
        }),
        { numRuns: Math.ceil(RUNS / 4) },
      );
    },
    TIMEOUT_MS,
  );
});
