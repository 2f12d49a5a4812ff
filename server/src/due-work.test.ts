import { evolveTicket, instant, type Instant, type StationId, type Ticket, type TicketId } from '@citybrain/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { at, ticketFacts } from '../../packages/domain/src/test-kit/commands.ts';
import type { Outcome } from './commands/submit.ts';
import { DueWork, type DueTask, type TimedPicture } from './due-work.ts';
import type { HeldTicket } from './views/view.ts';

const EDITION = 'bench';
const ACCEPTED: Outcome = { kind: 'accepted', flags: [], versions: [] };
const UNCHANGED: Outcome = { kind: 'unchanged', why: 'duplicate' };
const REFUSED: Outcome = { kind: 'refused', refusal: { code: 'not-due-yet', message: 'not yet' } };

/** A source's ticket of minute 0 that is due at minute 100. */
const due = (): Ticket =>
  evolveTicket(null, {
    ...{ type: 'TicketReported', typeVersion: 1, happenedAt: at(0) },
    data: {
      ...{ source: 'hotline', sourceId: 'T1', flags: [], sourceUpdatedAt: at(0) },
      facts: ticketFacts({ dueAt: at(100) }),
    },
  });

/** Tickets that are ripe, and stations that break their promise once. */
class GivenPicture implements TimedPicture {
  asOf: Instant = at(90);
  readonly tickets = new Map<TicketId, HeldTicket>();
  readonly silent: StationId[] = [];

  put(name: string): void {
    const id = name as TicketId;
    this.tickets.set(id, { id, ticket: due(), regionIndex: -1 });
  }

  stationsFallingSilent(): StationId[] {
    return this.silent.splice(0);
  }
  ripeTickets(): Iterable<HeldTicket> {
    return this.tickets.values();
  }
  allOpenTickets(): Iterable<HeldTicket> {
    return this.tickets.values();
  }
  heldTicket(id: TicketId): HeldTicket | undefined {
    return this.tickets.get(id);
  }
}

describe('what is due', () => {
  let picture: GivenPicture;
  let work: DueWork;
  beforeEach(() => {
    picture = new GivenPicture();
    work = new DueWork();
  });
  const streams = (tasks: readonly DueTask[]): string[] => tasks.map(({ stream }) => stream);
  const next = (limit = 2): DueTask[] => work.next(picture, EDITION, limit);
  const settle = (tasks: readonly DueTask[], outcome: Outcome): boolean =>
    work.settle(
      tasks,
      tasks.map(() => outcome),
      picture,
    );

  it.each([
    ['refused', REFUSED],
    ['known to the log', UNCHANGED],
    ['written and due all the same', ACCEPTED],
  ])('[D24] is not held up by what is %s, and comes back to it after a while', (_, outcome) => {
    for (const name of ['a', 'b', 'c']) picture.put(name);
    const first = next();
    expect(streams(first)).toEqual(['ticket-a', 'ticket-b']);
    settle(first, outcome);
    const second = next();
    expect(streams(second)).toEqual(['ticket-c']);
    settle(second, outcome);
    expect(next()).toEqual([]);
    picture.asOf = instant(picture.asOf + 10_000);
    expect(streams(next(3))).toEqual(['ticket-a', 'ticket-b', 'ticket-c']);
  });

  it('[D24] looks at a ticket at once when the picture shows what became of it', () => {
    picture.put('a');
    settle(next(), UNCHANGED);
    expect(next()).toEqual([]);
    picture.put('a');
    expect(streams(next())).toEqual(['ticket-a']);
  });

  it('[D26] hands out what could not be written again, stations too', () => {
    picture.put('a');
    picture.silent.push('s' as StationId);
    expect(streams(next())).toEqual(['station-s', 'ticket-a']);
    const again = next();
    expect(streams(again)).toEqual(['station-s', 'ticket-a']);
    expect(settle(again, ACCEPTED)).toBe(true);
    expect(next()).toEqual([]);
  });
});
