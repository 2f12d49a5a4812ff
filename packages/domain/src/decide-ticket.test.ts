import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideTicket, PLAUSIBLE_DUE_MS, type RecordTicket } from './decide-ticket.ts';
import { evolveTicket } from './evolve-ticket.ts';
import { CLOCK_SKEW_MS, EARLIEST_HAPPENED_AT } from './happened-time.ts';
import { DAY_MS, instant, type Instant } from './instant.ts';
import type { Decision } from './refusal.ts';
import { at, MORNING, NOWHERE, recordTicket } from './test-kit/commands.ts';
import { SOURCE_STATUSES, type Ticket } from './ticket.ts';
import type { TicketEvent } from './ticket-events.ts';

const NOW = instant(MORNING + DAY_MS);

const fold = (ticket: Ticket | null, decision: Decision<TicketEvent>): Ticket | null =>
  decision.kind === 'events' ? decision.events.reduce<Ticket | null>(evolveTicket, ticket) : ticket;
const after = (...commands: RecordTicket[]): Ticket | null =>
  commands.reduce<Ticket | null>((ticket, command) => fold(ticket, decideTicket(ticket, command, NOW)), null);

/** What a decision says, in a word: the types of its events, or why there are none. */
const inWords = (decision: Decision<TicketEvent>): string[] =>
  decision.kind === 'events'
    ? decision.events.map(({ type }) => type)
    : [decision.kind === 'unchanged' ? decision.why : decision.refusal.code];

const reported = recordTicket();
const disposed = recordTicket({ disposedAt: at(30) });
const closed = recordTicket({ disposedAt: at(30), closedAt: at(60) });

describe('given what is known of a ticket, when a record comes, then', () => {
  it.each<[string, RecordTicket[], RecordTicket, string[]]>([
    ['a first record reports it', [], reported, ['TicketReported']],
    ['a first record of a closed one tells its whole life', [], closed, [
      'TicketReported', 'TicketDisposed', 'TicketClosed',
    ]],
    ['a close before the open is known as both', [], recordTicket({ closedAt: at(5) }), [
      'TicketReported', 'TicketClosed',
    ]],
    ['the same record is a duplicate', [reported], reported, ['duplicate']],
    ['an older record is superseded', [disposed], reported, ['superseded']],
    ['disposal and closing are two facts', [reported], disposed, ['TicketDisposed']],
    ['closing follows disposal', [disposed], closed, ['TicketClosed']],
    ['closing may leave disposal out', [reported], recordTicket({ closedAt: at(60) }), ['TicketClosed']],
    ['changed facts update it', [reported], recordTicket({ updatedAt: at(1), facts: { title: '路灯又亮' } }), [
      'TicketUpdated',
    ]],
    ['changed facts come before what finishes it', [reported], { ...disposed, facts: { ...disposed.facts, unit: '灯管所' } }, [
      'TicketUpdated', 'TicketDisposed',
    ]],
    ['a newer record without news moves its version on', [reported], recordTicket({ updatedAt: at(1) }), [
      'TicketUpdated',
    ]],
    ['a corrected closing time is closed anew', [closed], { ...closed, closedAt: at(70), updatedAt: at(70) }, [
      'TicketClosed',
    ]],
    ['a withdrawn disposal is an update', [disposed], recordTicket({ closedAt: at(60) }), [
      'TicketUpdated', 'TicketClosed',
    ]],
    ['another record of the same version is a conflict', [reported], recordTicket({ facts: { title: 'other' } }), [
      'conflicting-version',
    ]],
    ['a closed ticket is not reopened', [closed], recordTicket({ updatedAt: at(90) }), ['already-closed']],
    ['a disposed ticket is not reported again', [disposed], recordTicket({ updatedAt: at(90) }), ['already-disposed']],
    ['disposal before the report is refused', [], recordTicket({ disposedAt: at(-1) }), ['disposed-before-reported']],
    ['closing before the report is refused', [], recordTicket({ closedAt: at(-1) }), ['closed-before-reported']],
    ['closing before disposal is refused', [], recordTicket({ disposedAt: at(9), closedAt: at(8) }), [
      'closed-before-disposed',
    ]],
    ['1899 is refused', [], recordTicket({ reportedAt: instant(Date.UTC(1899, 0, 1)) }), ['happened-too-early']],
    ['2059 is refused', [], recordTicket({ reportedAt: instant(Date.UTC(2059, 0, 1)) }), ['happened-in-future']],
    ['a version of the far future is refused', [], recordTicket({ updatedAt: instant(Date.UTC(2059, 0, 1)) }), [
      'happened-in-future',
    ]],
  ])('%s', (_, given, when, then) => {
    expect(inWords(decideTicket(after(...given), when, NOW))).toEqual(then);
  }); // prettier-ignore

  it('takes times from 1990 on and as much as ten minutes ahead of our clock, both ends included', () => {
    const judge = (reportedAt: number): string[] =>
      inWords(decideTicket(null, recordTicket({ reportedAt: instant(reportedAt) }), NOW));
    expect(judge(EARLIEST_HAPPENED_AT)).toEqual(['TicketReported']);
    expect(judge(EARLIEST_HAPPENED_AT - 1)).toEqual(['happened-too-early']);
    expect(judge(NOW + CLOCK_SKEW_MS)).toEqual(['TicketReported']);
    expect(judge(NOW + CLOCK_SKEW_MS + 1)).toEqual(['happened-in-future']);
  });

  it('[I5] keeps an odd target or a place outside and flags it', () => {
    const flags = (facts: Parameters<typeof recordTicket>[0]): unknown => after(recordTicket(facts))?.flags;
    expect(flags({ facts: { dueAt: at(-1) } })).toEqual(['due-before-report']);
    expect(flags({ facts: { dueAt: instant(MORNING + PLAUSIBLE_DUE_MS) } })).toEqual([]);
    expect(flags({ facts: { dueAt: instant(Date.UTC(2059, 0, 1)) } })).toEqual(['due-implausible']);
    expect(flags({ facts: { place: { ...NOWHERE, source: 'outside' } } })).toEqual(['outside-regions']);
    expect(after(recordTicket({ facts: { dueAt: at(-1) } }), recordTicket({ updatedAt: at(1) }))?.flags).toEqual([]);
  });

  it('happened is when the source says it happened, not when it was told', () => {
    const decision = decideTicket(null, { ...closed, updatedAt: at(600) }, NOW);
    expect(decision.kind === 'events' && decision.events.map(({ happenedAt }) => happenedAt)).toEqual([
      MORNING, at(30), at(60),
    ]); // prettier-ignore
  });
});

/** Versions of one record as a source makes them: later ones never step back, everything else may change. */
const histories = fc
  .array(
    fc.record({
      status: fc.constantFrom(...SOURCE_STATUSES),
      title: fc.constantFrom('a', 'b', 'c'),
      dueAt: fc.option(fc.integer({ min: -60, max: 60 }).map(at)),
      reportedAt: fc.constantFrom(at(-10), at(-20)),
      hasDisposal: fc.boolean(),
      finish: fc.integer({ min: 0, max: 40 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((versions) => {
    let rank = 0;
    return versions.map(({ status, title, dueAt, reportedAt, hasDisposal, finish }, index): RecordTicket => {
      rank = Math.max(rank, SOURCE_STATUSES.indexOf(status));
      const isClosed = rank === 2;
      const disposedAt: Instant | null = rank === 1 || (isClosed && hasDisposal) ? at(finish) : null;
      const closedAt = isClosed ? at(finish + 5) : null;
      return recordTicket({ reportedAt, disposedAt, closedAt, updatedAt: at(100 + index), facts: { title, dueAt } });
    });
  });

describe('the versions of one record', () => {
  it('[I3] give the same ticket in any order, each as often as you like', () => {
    fc.assert(
      fc.property(
        histories.chain((versions) =>
          fc.tuple(
            fc.constant(versions),
            fc.shuffledSubarray(
              versions.map((_, index) => index),
              { minLength: versions.length, maxLength: versions.length },
            ),
            fc.array(fc.nat({ max: versions.length - 1 }), { maxLength: 6 }),
          ),
        ),
        ([versions, order, again]) => {
          const arrivals = [...order, ...again].map((index) => versions[index]!);
          const last = versions.at(-1)!;
          const ticket = after(...arrivals)!;
          expect(ticket).toEqual(after(last));
          expect(inWords(decideTicket(ticket, last, NOW))).toEqual(['duplicate']);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never make evolve throw, whatever their times and order', () => {
    const anyTime = fc.integer({ min: -1000, max: 3000 }).map(at);
    const anyRecord = fc
      .tuple(anyTime, fc.option(anyTime), fc.option(anyTime), anyTime)
      .map(([reportedAt, disposedAt, closedAt, updatedAt]) =>
        recordTicket({ reportedAt, disposedAt, closedAt, updatedAt }),
      );
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 8 }), (records) => {
        const ticket = after(...records);
        if (!ticket) return;
        expect(ticket.status === 'closed').toBe(ticket.closedAt !== null);
        expect(ticket.disposedAt ?? ticket.reportedAt).toBeGreaterThanOrEqual(ticket.reportedAt);
        expect(ticket.closedAt ?? Infinity).toBeGreaterThanOrEqual(ticket.disposedAt ?? ticket.reportedAt);
      }),
      { numRuns: 300 },
    );
  });

  it('must begin with the report', () => {
    const event: TicketEvent = {
      type: 'TicketClosed',
      typeVersion: 1,
      happenedAt: MORNING,
      data: { sourceUpdatedAt: MORNING },
    };
    expect(() => evolveTicket(null, event)).toThrow(RangeError);
  });
});
