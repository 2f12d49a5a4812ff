import {
  DAY_MS,
  instant,
  noCounts,
  readMeasures,
  streamId,
  type ClockKind,
  type Instant,
  type MeasureCounts,
  type Place,
  type TicketClock,
  type TicketEvent,
  type TicketReported,
  type UnitId,
} from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, MORNING } from '../../../packages/domain/src/test-kit/commands.ts';
import {
  clock,
  COMMUNITY_UNIT,
  dispatchedLife,
  disposedBy,
  measuredLife,
  reported,
  SANITATION,
  step,
  told,
} from '../../../packages/domain/src/test-kit/measured-life.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { CityPicture } from '../views/city-picture.ts';
import { SCRIPT_TREE, scriptPlaceIndex, START_OF_DAY } from '../views/test-kit/city-script.ts';
import { LONGEST_WAIT_MS, SCRIPT_START, SCRIPT_UNITS, ScriptedLives } from '../views/test-kit/scripted-lives.ts';
import { MeasureHistory } from './measure-history.ts';

const newPicture = (asOf: Instant): CityPicture =>
  new CityPicture({ tree: SCRIPT_TREE, placeIndex: scriptPlaceIndex, zone: 'Asia/Shanghai', asOf });

const days = (start: Instant, count: number): Instant => instant(start + count * DAY_MS);

interface Asked {
  readonly region: number;
  readonly days: number;
  readonly unit: UnitId | null;
}

const ASKED: readonly Asked[] = [
  ...SCRIPT_TREE.regions.map((_, region) => ({ region, days: 31, unit: null })),
  ...[1, 3, 7].map((count) => ({ region: 0, days: count, unit: null })),
  ...SCRIPT_UNITS.map((unit) => ({ region: 0, days: 31, unit })),
  { region: 1, days: 10, unit: SCRIPT_UNITS[2] as UnitId },
];

interface Ended {
  readonly to: Instant;
  readonly sequence: number;
  readonly counts: readonly MeasureCounts[];
}

/** Writes a script to the log of `store` and to a picture; `before` is asked before each step, at its time. */
async function live(
  store: TestStore,
  lives: ScriptedLives,
  steps: number,
  before: (picture: CityPicture, lives: ScriptedLives, step: number) => Promise<void>,
): Promise<CityPicture> {
  const log = new PostgresEventLog(store.database);
  const picture = newPicture(lives.now);
  for (let step = 0; step < steps; step += 1) {
    lives.wait(LONGEST_WAIT_MS);
    await before(picture, lives, step);
    picture.advance(lives.now);
    const { events, ticket, versionBefore } = lives.step();
    const [first] = events;
    if (!first) continue;
    const { stream, causedBy } = first;
    const append = {
      stream,
      expectedVersion: versionBefore,
      events,
      causedBy,
      after: { kind: 'ticket', state: ticket } as const,
    };
    await log.append([append], lives.now);
    picture.apply(events);
  }
  return picture;
}

/** Lives a script in a store of its own; `check` is asked on the way and at the end. */
async function play(
  seed: number,
  steps: number,
  check: (history: MeasureHistory, lives: ScriptedLives, picture: CityPicture) => Promise<void>,
): Promise<void> {
  const store = await openTestStore();
  try {
    const lives = new ScriptedLives(seed, SCRIPT_START);
    const history = new MeasureHistory(store.database);
    const picture = await live(store, lives, steps, async (now, sofar, step) => {
      now.advance(sofar.now);
      if (step % Math.floor(steps / 4) === 0) await check(history, sofar, now);
    });
    await check(history, lives, picture);
  } finally {
    await store.close();
  }
}

const liveCounts = (picture: CityPicture, at: Instant, { region, days: back, unit }: Asked): MeasureCounts => {
  const to = days(START_OF_DAY(at), 1);
  return picture.ledger.counts(region, { from: days(to, -back), to }, unit);
};

const pastCounts = (
  history: MeasureHistory,
  { region, days: back, unit }: Asked,
  { to, asOf, sequence }: { readonly to: Instant; readonly asOf: Instant; readonly sequence: number },
): Promise<MeasureCounts> =>
  history.counts({ period: { from: days(to, -back), to }, asOf, sequence, unit }, (place) => {
    const index = scriptPlaceIndex(place);
    return index >= 0 && SCRIPT_TREE.isWithin(index, region);
  });

const HERE: Place = { regionId: SCRIPT_TREE.at(0).id, point: null, source: 'code' };

/** Deadlines moved after they were breached, clocks told twice, disposals without a dispatch, reports at the edge of 30 days. */
function rareLives(): TicketEvent[][] {
  const breach = (clockId: string, kind: ClockKind, minute: number): TicketEvent =>
    step('TicketClockBreached', minute, { mark: { clock: clockId, kind, unit: null, tier: 'breached', at: at(minute) } });
  const extended = (minute: number, due: number, clocks: readonly TicketClock[] = []): TicketEvent =>
    step('TicketExtended', minute, { days: 1, oldDueAt: null, newDueAt: at(due), dueAt: at(due), clocks });
  const redo = (minute: number, id: string, due: number): TicketEvent =>
    step('TicketRedoOrdered', minute, { clocks: [clock(id, 'redo', due)], dueAt: at(due) });
  const retimed: TicketEvent = { type: 'TicketUpdated', typeVersion: 1, happenedAt: at(40), data: { changes: { dueAt: at(900) }, flags: [], sourceUpdatedAt: at(40) } };
  const responded = [clock('respond-1', 'respond', 75, { unit: SANITATION, stoppedAt: at(30) })];
  const own = [step('TicketRegistered', 10, { classification: {}, dueAt: at(600) }), disposedBy(50, COMMUNITY_UNIT, 'COM')];
  const report = (day: number, category: string): TicketEvent => reported(day * 24 * 60, { category, place: HERE });
  const lives = [
    [...dispatchedLife(50), breach('citizen-1', 'citizen', 50), extended(60, 900), disposedBy(80)],
    [...dispatchedLife(900), disposedBy(60), redo(90, 'redo-1', 150), breach('redo-1', 'redo', 150), extended(160, 900), disposedBy(200)],
    [...dispatchedLife(900), disposedBy(60), redo(90, 'redo-1', 150), breach('redo-1', 'redo', 150), redo(160, 'redo-2', 900), disposedBy(200)],
    [reported(0, { dueAt: at(30) }), breach('source', 'source', 30), retimed, told('TicketDisposed', 50)],
    [reported(0, { dueAt: at(30) }), breach('source', 'source', 30), retimed, told('TicketDisposed', 20)],
    [...dispatchedLife(900), step('TicketContacted', 30, { isReached: true, isFirstResponse: true, clocks: responded }), extended(100, 950, responded)],
    [reported(0, {}, true), ...own, step('TicketClosed', 60), step('TicketReopened', 70, { newFacts: 'x' }), disposedBy(90, 'street' as UnitId, 'STR'), disposedBy(95, SANITATION, 'DEP')],
  ].map(([first, ...rest]) => [first as TicketEvent, ...rest].map((event) => (event.type === 'TicketReported' ? placedHere(event) : event)));
  const repeats = [-29.999, -1, 0].map((day) => report(day, 'E0110'));
  const apart = [-30, -1, 0].map((day) => report(day, 'E0111'));
  return [...lives, ...[...repeats, ...apart].map((event) => [event])];
} // prettier-ignore

const placedHere = (event: TicketReported): TicketReported => ({
  ...event,
  data: { ...event.data, facts: { ...event.data.facts, place: HERE } },
});

describe('measures', () => {
  it('[Q6] are the same kept live and read by SQL over the log, for every region, unit and period, also after a restart', async () => {
    const sum: Record<string, number> = noCounts();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), async (seed) => {
        await play(seed, 600, async (history, { now, log }, picture) => {
          const rebuilt = newPicture(now);
          rebuilt.apply(log);
          for (const asked of ASKED) {
            const live = liveCounts(picture, now, asked);
            const to = days(START_OF_DAY(now), 1);
            const past = await pastCounts(history, asked, { to, asOf: now, sequence: log.length });
            expect({ asked, counts: past }).toEqual({ asked, counts: live });
            expect(liveCounts(rebuilt, now, asked)).toEqual(live);
            expect(readMeasures(past)).toEqual(readMeasures(live));
            for (const [part, count] of Object.entries(live)) sum[part] = (sum[part] ?? 0) + count;
          }
        });
      }),
      { numRuns: 4, examples: [[1], [2], [3]] },
    );
    // The scripts reach every part, so that equal is not equally empty.
    expect(Object.entries(sum).filter(([, count]) => count === 0)).toEqual([]);
  }, 120_000);

  it('[Q6] agree on lives that chance hardly leads', async () => {
    const store = await openTestStore();
    try {
      const log = new PostgresEventLog(store.database);
      const asOf = instant(MORNING + DAY_MS);
      const picture = newPicture(asOf);
      for (const [index, events] of rareLives().entries()) {
        const id = `rare${index}`;
        const state = { ...measuredLife(...events).ticket, sourceId: id };
        const after = { kind: 'ticket', state } as const;
        const append = { stream: streamId('ticket', id), expectedVersion: 0, events, causedBy: 'user:test', after };
        picture.apply(await log.append([append], asOf));
      }
      const to = days(START_OF_DAY(asOf), 1);
      for (const unit of [null, SANITATION, COMMUNITY_UNIT, 'street' as UnitId]) {
        const asked = { region: 0, days: 31, unit };
        const past = await pastCounts(new MeasureHistory(store.database), asked, {
          to,
          asOf,
          sequence: await log.head(),
        });
        expect({ unit, counts: past }).toEqual({ unit, counts: liveCounts(picture, asOf, asked) });
        if (unit === null) expect(past).toMatchObject({ disposedLate: 3, responded: 1, repeatable: 11, repeated: 8 });
      }
    } finally {
      await store.close();
    }
  });

  it('[Q6, Q7] of a period that ended long ago are what the live picture said when it ended', async () => {
    const ended: Ended[] = [];
    let nextEnd = days(START_OF_DAY(SCRIPT_START), 1);
    const store = await openTestStore();
    try {
      await live(store, new ScriptedLives(11, SCRIPT_START), 500, (picture, { now, log }) => {
        for (; now >= nextEnd; nextEnd = days(nextEnd, 1)) {
          picture.advance(nextEnd);
          // At the very end the period is over for the picture: its last day is that before.
          const counts = ASKED.map(({ region, days: back, unit }) =>
            picture.ledger.counts(region, { from: days(nextEnd, -back), to: nextEnd }, unit),
          );
          ended.push({ to: nextEnd, sequence: log.length, counts });
        }
        return Promise.resolve();
      });
      const history = new MeasureHistory(store.database);
      expect(ended.length).toBeGreaterThan(15);
      for (const { to, sequence, counts } of ended) {
        const asOf = instant(to + 100 * DAY_MS);
        for (const [index, asked] of ASKED.entries()) {
          // An empty day more: what the picture lets go of at midnight is the oldest day.
          if (asked.days === 31) continue;
          expect({ to, asked, counts: await pastCounts(history, asked, { to, asOf, sequence }) }).toEqual({
            to,
            asked,
            counts: counts[index],
          });
        }
      }
    } finally {
      await store.close();
    }
  }, 60_000);
});
