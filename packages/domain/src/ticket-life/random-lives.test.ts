import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evolveTicket } from '../evolve-ticket.ts';
import type { TicketEvent } from '../ticket-events.ts';
import { TICKET_STATUSES, type Ticket } from '../ticket.ts';
import { CAST, type Role } from '../test-kit/life-cast.ts';
import { life, type Life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { SPANS_MS, takeStep, type RandomStep } from '../test-kit/random-lives.ts';
import { attributeTime } from './attribute-time.ts';
import { availableMoves, sampleOf } from './available-moves.ts';
import { decideLife } from './decide-life.ts';
import { governingClock } from './governing-clock.ts';
import { hasBreached } from './is-late.ts';

const nat = fc.nat({ max: 9_999 });
const step: fc.Arbitrary<RandomStep> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ type: fc.constant('open-move' as const), pick: nat, vary: nat }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('any-move' as const), move: nat, role: nat, vary: nat }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('wait' as const), spanMs: fc.constantFrom(...SPANS_MS) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom(...(['tick', 'tick', 'mark', 'resume', 'recompute', 'calendar'] as const)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('source' as const), vary: nat }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('keep' as const), member: fc.nat({ max: 2 }), isKept: fc.boolean() }),
  },
);
const lives = fc.record({
  /** Where the random part begins; null: what only its source tells. */
  from: fc.option(fc.constantFrom(...TICKET_STATUSES), { freq: 8 }),
  lead: fc.constantFrom(...(['com', 'str', 'dep'] as const)),
  isLate: fc.boolean(),
  vary: nat,
  steps: fc.array(step, { minLength: 10, maxLength: 60 }),
});
type Lived = typeof lives extends fc.Arbitrary<infer One> ? One : never;

/** A legal history, then whatever comes; `judge` looks after each step. */
function live({ from, lead, isLate, vary, steps }: Lived, judge: (at: Life) => void): Life {
  const at = from === null ? takeStep(life(), { type: 'source', vary }) : lifeIn(from, { lead, isLate });
  for (const next of steps) {
    takeStep(at, next);
    judge(at);
  }
  return at;
}

const replayed = (events: readonly TicketEvent[]): Ticket | null => events.reduce<Ticket | null>(evolveTicket, null);
const RUNS = 120;

describe('whatever people, sources and the timer do', () => {
  it('comes into every state, and through most steps', () => {
    const seen = { states: new Set<string>(), types: new Set<string>() };
    for (const one of fc.sample(lives, { numRuns: 400, seed: 20_260_213 })) {
      live(one, ({ status }) => seen.states.add(status))
        .types()
        .forEach((type) => seen.types.add(type));
    }
    expect(TICKET_STATUSES.filter((status) => !seen.states.has(status))).toEqual([]);
    expect(seen.types.size).toBeGreaterThanOrEqual(45);
  });

  it('[M29] every minute from the report on is somebody’s, without a gap', () => {
    fc.assert(
      fc.property(lives, (one) => {
        live(one, expectNoGap);
      }),
      { numRuns: RUNS },
    );
  });

  it('[M30] no person’s step lies before the one before it', () => {
    fc.assert(
      fc.property(lives, (one) => {
        const { events } = live(one, () => undefined);
        const own = events
          .filter(({ data }) => 'by' in data && data.by.role !== 'SYS')
          .map(({ happenedAt }) => happenedAt);
        expect(own).toEqual([...own].sort((a, b) => a - b));
      }),
      { numRuns: RUNS },
    );
  });

  it('[M31] a mark that is set stays, and a breach with it', () => {
    fc.assert(
      fc.property(lives, (one) => {
        let before: Ticket['marks'] = [];
        let wasLate = false;
        live(one, ({ ticket, work }) => {
          const marks = ticket?.marks ?? [];
          expect(marks.slice(0, before.length)).toEqual(before);
          expect(new Set(marks.map(({ clock, tier }) => `${clock} ${tier}`)).size).toBe(marks.length);
          before = marks;
          if (work.isLedHere && ticket !== null) {
            if (wasLate) expect(hasBreached(ticket)).toBe(true);
            wasLate = hasBreached(ticket);
          }
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('[D21, M13, M15] clocks keep their names, agree with the deadline shown, and stand still together', () => {
    fc.assert(
      fc.property(lives, (one) => {
        live(one, expectClocks);
      }),
      { numRuns: RUNS },
    );
  });

  it('the fold is plain data, and the same from the log again', () => {
    fc.assert(
      fc.property(lives, (one) => {
        const { ticket, events } = live(one, () => undefined);
        expect(JSON.parse(JSON.stringify(ticket))).toStrictEqual(ticket);
        expect(replayed(events)).toStrictEqual(ticket);
        expect(replayed(JSON.parse(JSON.stringify(events)) as TicketEvent[])).toStrictEqual(ticket);
      }),
      { numRuns: RUNS },
    );
  });

  it('[M32] a move that is shown as open is decided, and one that is not is refused for the reason shown', () => {
    fc.assert(
      fc.property(lives, fc.constantFrom(...(Object.keys(CAST) as Role[])), (one, by) => {
        const at = live(one, () => undefined);
        const { ticket, context } = at;
        if (ticket === null) return;
        for (const { move, refusal } of availableMoves(ticket, CAST[by], context)) {
          const sample = sampleOf(move, context);
          const usual = at.command(move, {}, { by });
          if (refusal === null && !sample) continue;
          const command = sample ? ({ ...usual, payload: sample } as typeof usual) : usual;
          const decision = decideLife(ticket, command, context);
          const got = decision.kind === 'refused' ? decision.refusal : null;
          expect(`${move} ${got?.rule ?? ''} ${got?.code ?? ''}`).toBe(
            `${move} ${refusal?.rule ?? ''} ${refusal?.code ?? ''}`,
          );
        }
      }),
      { numRuns: RUNS },
    );
  });
});

function expectNoGap({ work, ticket, now }: Life): void {
  if (!work.isLedHere || ticket === null) return;
  const { holdings } = work;
  let at = ticket.reportedAt;
  for (const span of holdings) {
    expect(span.from).toBe(at);
    if (span.to === null) expect(span).toBe(holdings.at(-1));
    expect(span.to ?? Infinity).toBeGreaterThanOrEqual(span.from);
    at = span.to ?? at;
  }
  const isOngoing = holdings.at(-1)?.to === null;
  expect(isOngoing).toBe(ticket.closedAt === null);
  const end = ticket.closedAt ?? Math.max(now, holdings.at(-1)?.from ?? 0);
  const sum = attributeTime(work, end as never).reduce((total, { heldMs }) => total + heldMs, 0);
  expect(sum).toBe(end - ticket.reportedAt);
}

function expectClocks({ ticket, work }: Life): void {
  const { clocks, statusBefore } = work;
  expect(new Set(clocks.map(({ id }) => id)).size).toBe(clocks.length);
  const governing = governingClock(work);
  const isSuspended = ticket?.status === 'suspended' || (ticket?.status === 'merged' && statusBefore === 'suspended');
  if (governing) expect(ticket?.facts.dueAt).toBe(isSuspended ? null : governing.dueAt);
  const since = work.suspension?.since ?? Infinity;
  for (const clock of clocks) {
    if (isSuspended && clock.stoppedAt === null && clock.dueAt !== null) expect(clock.dueAt).toBeLessThanOrEqual(since);
    if (clock.kind !== 'help' || clock.stoppedAt !== null) continue;
    const lead = clocks.find(({ id }) => clock.candidates.some(({ limit, ref }) => limit === null && ref === id));
    if (lead?.stoppedAt === null && lead.dueAt !== null) expect(clock.dueAt).toBeLessThanOrEqual(lead.dueAt);
  }
}
