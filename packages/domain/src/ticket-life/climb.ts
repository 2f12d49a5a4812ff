import { DAY_MS, type Instant } from '../instant.ts';
import { resolveDuty } from '../organisation/resolve-duty.ts';
import { climb, type EscalationStep } from '../policy/escalation-ladder.ts';
import type { Ticket } from '../ticket.ts';
import type { LifeEvent } from './evolve-life.ts';
import { governingClock } from './governing-clock.ts';
import type { LifeContext } from './life-context.ts';
import { after, lifeData, nextId } from './step-maker.ts';
import type { ClockMark } from './ticket-clock.ts';
import { NO_WORK, type Notice, type Proposal, type Stamp, type TicketWork } from './ticket-work.ts';

/** The ladder, as the log names it. */
export const LADDER: Stamp = { who: 'system:ladder', role: 'SYS', unit: null };

/**
 * The steps of the ladder that the ticket has reached and not taken yet: some are
 * taken by themselves, others wait for a person (M27).
 */
export function climbLadder(ticket: Ticket, at: Instant, context: LifeContext): LifeEvent[] {
  const { work, facts } = ticket;
  if (!work?.isLedHere || facts.disposition === null) return [];
  const steps = climb({
    disposition: facts.disposition,
    priority: facts.priority,
    ...overdueOf(ticket, work),
    returns: work.returns,
    repeatsIn30Days: context.repeatsOf?.(ticket) ?? 0,
    dissatisfiedRedos: work.redos,
    daysOpen: Math.floor((at - ticket.reportedAt) / DAY_MS),
    leadKnown: isLeadKnown(ticket, at, context),
    taken: work.climbed,
  });
  const events: LifeEvent[] = [];
  for (const step of steps) events.push(...stepEvents(step, after(ticket, events), at));
  return events;
}

function overdueOf(
  { marks }: Ticket,
  work: TicketWork,
): { readonly resolveBreached: boolean; readonly purple: boolean; readonly helpersOverdue: number } {
  const governing = governingClock(work)?.id;
  const since = work.dispositionAt ?? 0;
  const present = new Set(work.clocks.filter(({ startedAt }) => startedAt >= since).map(({ id }) => id));
  const isOfTheMatter = ({ clock, kind }: ClockMark): boolean => clock === governing || kind === 'resolve';
  // What it rose for counts once, and the clock of a unit only for the way in which it was dispatched to it.
  const isPresent = ({ clock, at }: ClockMark): boolean => at > since && (clock === governing || present.has(clock));
  return {
    resolveBreached: marks.some((one) => isOfTheMatter(one) && one.tier === 'breached' && isPresent(one)),
    purple: marks.some((one) => isOfTheMatter(one) && one.tier === 'purple'),
    helpersOverdue: marks.filter(({ kind, tier }) => kind === 'help' && tier === 'breached').length,
  };
}

/** One department is responsible by the duty lists. */
function isLeadKnown({ facts }: Ticket, at: Instant, { organisation, calendar, regionPath }: LifeContext): boolean {
  const answer = resolveDuty(organisation, {
    category: facts.category,
    regionPath: regionPath(facts.place),
    disposition: facts.disposition,
    on: calendar.dayAt(at).date,
  });
  return answer.kind === 'duty' && answer.unit.kind === 'department';
}

function stepEvents(
  { rule, to, isAutomatic, zh, en }: EscalationStep,
  { facts, work: known }: Ticket,
  at: Instant,
): LifeEvent[] {
  const work = known ?? NO_WORK;
  const base = { typeVersion: 1 as const, happenedAt: at };
  const data = lifeData({ by: LADDER, key: null });
  if (isAutomatic && to === 'supervision') return supervision(work, at, rule, `${zh}\n${en}`);
  if (isAutomatic && to !== 'supervision' && to !== 'standing-meeting') {
    return [{ ...base, type: 'TicketEscalated', data: { ...data, rule, from: facts.disposition, to } }];
  }
  const proposal: Proposal = { id: nextId('proposal', work.proposals), rule, to, at, state: 'open' };
  return [{ ...base, type: 'TicketEscalationProposed', data: { ...data, proposal } }];
}

/** A notice to whoever has the ticket, by itself; none while nobody has it. */
export function supervision(work: TicketWork, at: Instant, rule: string, text: string): LifeEvent[] {
  const unit = work.lead ?? work.desk ?? work.centre;
  if (unit === null) return [];
  const id = nextId('notice', work.notices);
  const notice: Notice = {
    ...{ id, kind: 'routine', unit, text, by: LADDER, at },
    ...{ acknowledgedBy: null, acknowledgedAt: null },
  };
  return [
    {
      type: 'TicketSupervised',
      typeVersion: 1,
      happenedAt: at,
      data: { ...lifeData({ by: LADDER, key: null }), rule, notice },
    },
  ];
}
