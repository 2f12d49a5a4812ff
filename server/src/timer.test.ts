import { streamId, instant, type CivilDate, type Instant, type WorkCalendar, type WorkDay } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { at, hearStation } from '../../packages/domain/src/test-kit/commands.ts';
import { WEEK_CALENDAR } from '../../packages/domain/src/test-kit/week-calendar.ts';
import { ticketStep } from './commands/test-kit/watched-bus.ts';
import type { Step } from './commands/submit.ts';
import { TimedCity, type TimedServer } from './test-kit/timed-city.ts';

const SECOND_MS = 1_000;

/** A source's ticket, reported at minute 0 and due at `minute`: warned after 80 % of that, purple after twice of it. */
const dueStep = (id: string, minute: number, given: object = {}): Step =>
  ticketStep(id, { reportedAt: at(0), facts: { dueAt: at(minute) }, ...given });

const heard = (id: string, minute: number): Step => ({
  stream: streamId('station', id),
  command: hearStation({ sourceId: id, heardAt: at(minute), facts: { promiseSeconds: 600 } }),
});

let city: TimedCity;
let server: TimedServer;

beforeEach(async () => {
  vi.useFakeTimers({ now: at(0) });
  city = new TimedCity();
  server = await city.addServer();
});
afterEach(async () => {
  await server.timer.stop();
  vi.useRealTimers();
});

/** Lets time pass until `to`: nothing is due before its last two seconds, which are lived through. */
async function until(to: Instant): Promise<void> {
  down(instant(Math.max(Date.now(), to - 2 * SECOND_MS)));
  await vi.advanceTimersByTimeAsync(to - Date.now());
}
/** A minute after `minute` and on the way there every instant at which something is due. */
async function through(...minutes: number[]): Promise<void> {
  for (const minute of minutes) await until(instant(at(minute) + SECOND_MS));
}
/** Time passes while nothing runs. */
const down = (to: Instant): void => void vi.setSystemTime(to);

describe('the timer', () => {
  it('[D24] marks warned, breached and purple once each, within a second, dated to when they came', async () => {
    city.giveDuty(server);
    await city.feed(dueStep('a', 100), dueStep('b', 50));
    await through(40, 50, 80, 100, 200, 1_000);
    expect(await city.timedInShort()).toEqual([
      [40, 'b', 'Warned'],
      [50, 'b', 'Breached'],
      [80, 'a', 'Warned'],
      [100, 'b', 'TurnedPurple'],
      [100, 'a', 'Breached'],
      [200, 'a', 'TurnedPurple'],
    ]);
    for (const { happenedAt, recordedAt } of await city.timed()) {
      expect(recordedAt).toBeGreaterThan(happenedAt);
      expect(recordedAt - happenedAt).toBeLessThanOrEqual(SECOND_MS);
    }
  });

  it('[D24] marks a deadline in the instant after it: who finishes in that very instant is in time', async () => {
    city.giveDuty(server);
    await city.feed(dueStep('a', 100));
    await until(at(80));
    await until(at(100));
    expect(await city.timedInShort()).toEqual([[80, 'a', 'Warned']]);
    await city.feed(ticketStep('a', { reportedAt: at(0), closedAt: at(100), facts: { dueAt: at(100) } }));
    await through(100, 200, 1_000);
    expect(await city.timedInShort()).toEqual([[80, 'a', 'Warned']]);
  });

  it('[D24] passes over a ticket whose deadline was moved', async () => {
    city.giveDuty(server);
    await city.feed(dueStep('a', 100));
    await until(at(10));
    await city.feed(dueStep('a', 500, { updatedAt: at(10) }));
    await through(80, 100, 200, 399);
    expect(await city.timedInShort()).toEqual([]);
    await through(400, 500, 600);
    expect(await city.timedInShort()).toEqual([
      [400, 'a', 'Warned'],
      [500, 'a', 'Breached'],
    ]);
  });

  it('[T3] says that a station fell silent, within a second, dated to the end of its promise', async () => {
    city.giveDuty(server);
    await city.feed(heard('s', 0));
    await until(at(9));
    await city.feed(heard('s', 9));
    await through(10, 19, 60);
    expect(await city.timedInShort()).toEqual([[19, 's', 'FellSilent']]);
    const [silent] = await city.timed();
    expect(silent!.recordedAt - silent!.happenedAt).toBeLessThanOrEqual(SECOND_MS);
  });

  it('[D26] records after a downtime everything that came meanwhile, dated to when it came, each ticket in its order', async () => {
    await city.feed(dueStep('a', 100), dueStep('b', 50), heard('s', 0));
    down(at(5_000));
    city.giveDuty(await city.addServer());
    await until(at(5_001));
    const written = await city.timedInShort();
    expect(written.filter(([, subject]) => subject === 'a')).toEqual([
      [80, 'a', 'Warned'],
      [100, 'a', 'Breached'],
      [200, 'a', 'TurnedPurple'],
    ]);
    expect(written.filter(([, subject]) => subject === 'b').map(([minute]) => minute)).toEqual([40, 50, 100]);
    expect(written.filter(([, subject]) => subject === 's')).toEqual([[10, 's', 'FellSilent']]);
  });

  it('[D26] makes no mark for what was over when it was first heard of', async () => {
    city.giveDuty(server);
    await until(at(300));
    await city.feed(ticketStep('a', { reportedAt: at(0), closedAt: at(250), facts: { dueAt: at(100) } }));
    await city.feed(dueStep('doubtful', -5));
    await until(at(600));
    expect(await city.timedInShort()).toEqual([]);
    expect(server.picture.timedCount).toBe(0);
  });

  it('[D26] writes a crowd in portions, each once, and lets people have their turn in between', async () => {
    const ids = Array.from({ length: 2_300 }, (_, index) => `t${index}`);
    await city.feed(...ids.map((id) => dueStep(id, 100)));
    down(at(101));
    city.log.portions.length = 0;
    city.giveDuty(server);
    await vi.advanceTimersByTimeAsync(0);
    await city.feed(dueStep('hurry', 100_000));
    await until(at(102));
    expect(city.log.portions.slice(0, 6)).toEqual([500, 1, 500, 500, 500, 300]);
    const written = await city.timed();
    expect(written).toHaveLength(2 * ids.length);
    expect(new Set(written.map(({ stream, type }) => `${stream} ${type}`)).size).toBe(2 * ids.length);
  });

  it('[D26] finds again what could not be written while the store was away', async () => {
    city.giveDuty(server);
    await city.feed(dueStep('a', 100), heard('s', 0));
    await until(at(5));
    city.log.isAway = true;
    await until(at(99));
    expect(await city.timed()).toEqual([]);
    city.log.isAway = false;
    await until(at(100));
    expect(await city.timedInShort()).toEqual([
      [10, 's', 'FellSilent'],
      [80, 'a', 'Warned'],
    ]);
  });

  it('goes on when its picture breaks for a while', async () => {
    city.giveDuty(server);
    await city.feed(dueStep('a', 100));
    const broken = vi.spyOn(server.picture, 'ripeTickets').mockImplementation(() => {
      throw new TypeError('broken');
    });
    await until(at(90));
    broken.mockRestore();
    await until(at(91));
    expect(await city.timedInShort()).toEqual([[80, 'a', 'Warned']]);
  });
});

describe('the duty of the timer', () => {
  it('[D25] lets a server without it write nothing, and hold no more than its tickets', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `t${index}`);
    for (let version = 0; version < 20; version += 1) {
      await city.feed(...ids.map((id) => dueStep(id, 100 + version, { updatedAt: at(version) })));
      await until(at(version + 1));
    }
    await until(at(500));
    server.picture.advance(city.now);
    expect(await city.timed()).toEqual([]);
    expect([...server.picture.ripeTickets()]).toHaveLength(300);
    expect(server.picture.timedCount).toBe(300);
  });

  it('[D25] passes to another server, which goes on where the log stands', async () => {
    const other = await city.addServer();
    city.giveDuty(server);
    await city.feed(dueStep('a', 100));
    await through(80, 90);
    // The first one hears nothing of it and goes on: what it writes is refused.
    city.giveDuty(other);
    await through(100, 200);
    expect(await city.timedInShort()).toEqual([
      [80, 'a', 'Warned'],
      [100, 'a', 'Breached'],
      [200, 'a', 'TurnedPurple'],
    ]);
    await other.timer.stop();
  });

  it('[D25] is worked by one loop, however often it was lost and taken', async () => {
    await city.feed(dueStep('a', 100));
    const looks = vi.spyOn(server.picture, 'stationsFallingSilent');
    for (let time = 0; time < 5; time += 1) {
      city.giveDuty(server);
      server.timer.lose();
      city.giveDuty(server);
    }
    await vi.advanceTimersByTimeAsync(0);
    looks.mockClear();
    await vi.advanceTimersByTimeAsync(10 * SECOND_MS);
    expect(looks.mock.calls.length).toBeLessThanOrEqual(40);
    server.timer.lose();
    looks.mockClear();
    await vi.advanceTimersByTimeAsync(10 * SECOND_MS);
    expect(looks).not.toHaveBeenCalled();
  });

  it('is not taken any more once the timer was stopped', async () => {
    await city.feed(dueStep('a', 100));
    await server.timer.stop();
    city.giveDuty(server);
    await until(at(1_000));
    expect(await city.timed()).toEqual([]);
  });
});

/** The calendar of the fixture as another edition, which may know of a day off. */
const edition = (version: string, isProvisional: boolean, dayOff = ''): WorkCalendar => {
  const seen = (day: WorkDay): WorkDay =>
    day.date === dayOff ? { ...day, kind: 'holiday', slots: [] } : { ...day, isProvisional };
  return {
    ...{ version, standardDayMs: WEEK_CALENDAR.standardDayMs },
    dayAt: (time) => seen(WEEK_CALENDAR.dayAt(time)),
    dayAfter: (day) => seen(WEEK_CALENDAR.dayAfter(day)),
  };
};

/** Minutes after 02:00 UTC of a Thursday whose slots are 08–12 and 14–18 UTC. */
const [SIGN_WARNED, SIGN_DUE, WARNED, DUE, PURPLE] = [456, 480, 552, 600, 960];
/** Midnight of the Monday after it. */
const RESUMED = 5_640;

describe('the timer of a ticket that is led here', () => {
  beforeEach(async () => {
    await city.feed(ticketStep('a', { reportedAt: at(0) }));
  });

  const suspend = async (resumeOn: string): Promise<void> => {
    await city.move('a', 'DEP', 'sign', { note: null });
    await city.move('a', 'DEP', 'request-suspension', { reason: '等材料', resumeOn: resumeOn as CivilDate });
    await city.move('a', 'CEN', 'judge-suspension', { isGranted: true, note: '同意' });
    await city.move('a', 'LEA', 'judge-suspension', { isGranted: true, note: '同意' });
  };

  it('[D26] takes the steps of the ladder after a downtime where they belong: right after what they follow from', async () => {
    await city.dispatch('a');
    await city.move('a', 'DEP', 'sign', { note: null });
    down(at(1_000));
    city.giveDuty(await city.addServer());
    await until(at(1_001));
    const written = await city.timedInShort();
    expect(written.filter(([, clock]) => clock === 'citizen-1')).toEqual([
      [WARNED, 'citizen-1', 'Warned'],
      [DUE, 'citizen-1', 'Breached'],
      [PURPLE, 'citizen-1', 'TurnedPurple'],
    ]);
    const purple = written.findIndex(([, clock, what]) => clock === 'citizen-1' && what === 'TurnedPurple');
    expect(written[purple + 1]).toEqual([PURPLE, 'a', 'Supervised']);
    const minutes = written.map(([minute]) => minute);
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
  });

  it('[D27] marks what came while a clock ran, though it was stopped before the timer looked, and raises nothing for it', async () => {
    await city.dispatch('a');
    down(at(SIGN_DUE + 20));
    await city.move('a', 'DEP', 'sign', { note: null });
    city.giveDuty(await city.addServer());
    await until(at(SIGN_DUE + 21));
    expect(await city.timedInShort()).toEqual([
      [SIGN_WARNED, 'sign-1', 'Warned'],
      [SIGN_DUE, 'sign-1', 'Breached'],
    ]);
  });

  it('[D27] marks nothing of a clock that was stopped in the very instant of its deadline', async () => {
    await city.dispatch('a');
    down(at(SIGN_DUE));
    await city.move('a', 'DEP', 'sign', { note: null });
    city.giveDuty(await city.addServer());
    await until(at(SIGN_DUE + 1));
    expect(await city.timedInShort()).toEqual([[SIGN_WARNED, 'sign-1', 'Warned']]);
  });

  it('[M15] lets a suspended ticket go on at the beginning of its day', async () => {
    city.giveDuty(server);
    await city.dispatch('a');
    await suspend('2026-06-29');
    await through(WARNED, DUE, PURPLE, RESUMED);
    expect(await city.timedInShort()).toEqual([[RESUMED, 'a', 'Resumed']]);
    const [resumed] = await city.timed();
    expect(resumed!.recordedAt - resumed!.happenedAt).toBeLessThanOrEqual(SECOND_MS);
    expect((await city.ticket('a')).status).toBe('handling');
  });

  it('[D26] lets it go on after a downtime first, and marks then what came after that', async () => {
    await city.dispatch('a');
    await suspend('2026-06-29');
    down(at(9_000));
    city.giveDuty(await city.addServer());
    await until(at(9_001));
    const written = await city.timedInShort();
    expect(written[0]).toEqual([RESUMED, 'a', 'Resumed']);
    // All four working hours were left: 08–12 UTC of the day on which it goes on.
    expect(written.filter(([, clock]) => clock === 'citizen-1')).toEqual([
      [RESUMED + 672, 'citizen-1', 'Warned'],
      [RESUMED + 720, 'citizen-1', 'Breached'],
      [RESUMED + 1_080, 'citizen-1', 'TurnedPurple'],
    ]);
  });

  it('[D22] computes what was provisional anew under another edition, before it marks anything by the old one', async () => {
    city.calendar = edition('2026-without-notice', true);
    await city.dispatch('a');
    await city.move('a', 'DEP', 'sign', { note: null });
    down(at(DUE + 100));
    city.calendar = edition('2026-with-notice', false, '2026-06-25');
    city.giveDuty(await city.addServer());
    await vi.advanceTimersByTimeAsync(0);
    await through(WARNED + 24 * 60, DUE + 24 * 60, PURPLE + 24 * 60);
    const written = await city.timedInShort();
    expect(written[0]).toEqual([DUE + 100, 'a', 'DeadlinesRecomputed']);
    expect(written.filter(([, clock]) => clock === 'citizen-1')).toEqual([
      [WARNED + 24 * 60, 'citizen-1', 'Warned'],
      [DUE + 24 * 60, 'citizen-1', 'Breached'],
      [PURPLE + 24 * 60, 'citizen-1', 'TurnedPurple'],
    ]);
    expect(written.filter(([, , what]) => what === 'DeadlinesRecomputed')).toHaveLength(1);
  });

  it('[D22] does so while it holds the duty when it is told of another edition, also after a failure', async () => {
    city.calendar = edition('2026-without-notice', true);
    city.giveDuty(server);
    await city.dispatch('a');
    await city.move('a', 'DEP', 'sign', { note: null });
    await until(at(10));
    expect(await city.timed()).toEqual([]);
    city.calendar = edition('2026-with-notice', false, '2026-06-25');
    city.log.isAway = true;
    server.timer.recompute();
    await until(at(20));
    city.log.isAway = false;
    await until(at(21));
    expect((await city.timedInShort()).map(([, , what]) => what)).toEqual(['DeadlinesRecomputed']);
    expect((await city.ticket('a')).facts.dueAt).toBe(at(DUE + 24 * 60));
  });
});
