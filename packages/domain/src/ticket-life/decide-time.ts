import { decided, type Decision } from '../refusal.ts';
import type { Ticket } from '../ticket.ts';
import type { LifeEvent } from './evolve-life.ts';
import { climbLadder } from './climb.ts';
import { BY_TIMER, markOf } from './clock-mark.ts';
import { governingClock } from './governing-clock.ts';
import type { LifeContext } from './life-context.ts';
import type { TimeTicket } from './life-commands.ts';
import { ladderTimeOf, unmarkedTiers } from './next-time.ts';
import { resumption } from './resumption.ts';
import { after, forbidden, lifeData, lifeTime } from './step-maker.ts';
import { recomputeClocks } from './recompute-clocks.ts';
import { isRunning } from './ticket-clocks.ts';
import type { ClockTier } from './ticket-clock.ts';

/** What happens by itself: dated to when it should have been found, however late it is (D23). */
export function decideTime(ticket: Ticket | null, command: TimeTicket, context: LifeContext): Decision<LifeEvent> {
  if (!ticket) return forbidden('unknown-ticket', 'D23', 'there is no such ticket');
  switch (command.type) {
    case 'MarkClock':
      return decideMark(ticket, command.clock, command.tier, context);
    case 'ResumeDue':
      return decideResumeDue(ticket, context);
    case 'RecomputeDeadlines':
      return decideRecompute(ticket, context);
    case 'ClimbLadder':
      return decideClimb(ticket, context);
  }
}

function decideMark(ticket: Ticket, id: string, tier: ClockTier, context: LifeContext): Decision<LifeEvent> {
  if (ticket.marks.some((mark) => mark.clock === id && mark.tier === tier))
    return { kind: 'unchanged', why: 'duplicate' };
  const found = unmarkedTiers(ticket).find((one) => one.clock.id === id && one.tier === tier);
  if (!found) return forbidden('clock-not-running', 'D23', `clock ${id} does not run`);
  const { clock, at } = found;
  if (context.now <= at) return forbidden('not-due-yet', 'D23', `clock ${id} is not ${tier} yet`);
  const marked = markOf(found);
  // What was stopped meanwhile rises to nobody any more.
  const isLadder = ticket.work?.isLedHere === true && clock.stoppedAt === null && tier !== 'warned';
  return decided(marked, ...(isLadder ? climbLadder(after(ticket, [marked]), at, context) : []));
}

function decideResumeDue(ticket: Ticket, context: LifeContext): Decision<LifeEvent> {
  const { work } = ticket;
  if (ticket.status !== 'suspended' || !work?.suspension) return { kind: 'unchanged', why: 'duplicate' };
  const { resumeAt } = work.suspension;
  if (resumeAt > context.now) return forbidden('not-due-yet', 'D23', 'the day on which it goes on has not come');
  return decided({
    type: 'TicketResumed',
    typeVersion: 1,
    happenedAt: resumeAt,
    data: lifeData(BY_TIMER, resumption({ work, context }, resumeAt)),
  });
}

/** A rung that is reached by the time alone (M27). */
function decideClimb(ticket: Ticket, context: LifeContext): Decision<LifeEvent> {
  const at = ladderTimeOf(ticket);
  if (at === null) return { kind: 'unchanged', why: 'duplicate' };
  if (context.now <= at) return forbidden('not-due-yet', 'D23', 'the ticket has not been open for so long yet');
  return decided(...climbLadder(ticket, at, context));
}

/** Once the year's notice is loaded, what was provisional is computed anew; what stays the same is not written (D22). */
function decideRecompute(ticket: Ticket, context: LifeContext): Decision<LifeEvent> {
  const { work } = ticket;
  if (!work || !isOutdated(ticket, context.calendar.version)) return { kind: 'unchanged', why: 'duplicate' };
  const change = { pauses: work.pauses, calendar: context.calendar };
  const clocks = recomputeClocks(work.clocks, change, ({ isProvisional }) => isProvisional);
  const next = work.clocks.map((clock) => clocks.find(({ id }) => id === clock.id) ?? clock);
  const governing = governingClock({ clocks: next });
  const dueAt = ticket.status === 'suspended' ? null : governing?.dueAt;
  return decided({
    type: 'TicketDeadlinesRecomputed',
    typeVersion: 1,
    happenedAt: lifeTime(ticket, context.now),
    data: {
      ...lifeData(BY_TIMER, { clocks, ...(dueAt !== undefined && { dueAt }) }),
      calendar: context.calendar.version,
    },
  });
}

/** Some running clock is provisional and was computed with another edition of the calendar. */
export const isOutdated = ({ work }: Pick<Ticket, 'work'>, edition: string): boolean =>
  work !== null && work.clocks.some((clock) => isRunning(clock) && clock.isProvisional && clock.calendar !== edition);
