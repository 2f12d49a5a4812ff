import { DAY_MS, type Instant } from '../instant.ts';
import { resolveDuty } from '../organisation/resolve-duty.ts';
import type { UnitId } from '../organisation/unit.ts';
import { climb, type EscalationStep } from '../policy/escalation-ladder.ts';
import type { Disposition, Ticket } from '../ticket.ts';
import type { LifeEvent } from './evolve-life.ts';
import { governingClock } from './governing-clock.ts';
import type { LifeContext } from './life-context.ts';
import { lifeData, nextId } from './step-maker.ts';
import type { ClockMark } from './ticket-clock.ts';
import type { Stamp, TicketWork } from './ticket-work.ts';

const LADDER: Stamp = { who: 'system:ladder', role: 'SYS', unit: null };

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
  return steps.map((step, index) => stepEvent(step, index, facts.disposition, work, at));
}

function overdueOf(
  { marks }: Ticket,
  work: TicketWork,
): { readonly resolveBreached: boolean; readonly purple: boolean; readonly helpersOverdue: number } {
  const governing = governingClock(work)?.id;
  const isOfTheMatter = ({ clock, kind }: ClockMark): boolean => clock === governing || kind === 'resolve';
  return {
    // Of the present way of handling: what it rose for counts once.
    resolveBreached: marks.some(
      (one) => isOfTheMatter(one) && one.tier === 'breached' && one.at > (work.dispositionAt ?? 0),
    ),
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

function stepEvent(
  { rule, to, isAutomatic, zh, en }: EscalationStep,
  index: number,
  from: Disposition | null,
  work: TicketWork,
  at: Instant,
): LifeEvent {
  const base = { typeVersion: 1 as const, happenedAt: at };
  const data = lifeData({ by: LADDER, key: null });
  const supervised = work.lead ?? work.desk ?? work.centre;
  if (isAutomatic && to === 'supervision' && supervised !== null) {
    const notice = noticeOf(supervised, `${zh}\n${en}`, at, nextId('notice', work.notices));
    return { ...base, type: 'TicketSupervised', data: { ...data, rule, notice } };
  }
  if (isAutomatic && to !== 'supervision' && to !== 'standing-meeting') {
    return { ...base, type: 'TicketEscalated', data: { ...data, rule, from, to } };
  }
  const id = `proposal-${work.proposals.length + index + 1}`;
  return {
    ...base,
    type: 'TicketEscalationProposed',
    data: { ...data, proposal: { id, rule, to, at, state: 'open' } },
  };
}

const noticeOf = (
  unit: UnitId,
  text: string,
  at: Instant,
  id: string,
): Extract<LifeEvent, { type: 'TicketSupervised' }>['data']['notice'] => ({
  id,
  kind: 'routine',
  unit,
  text,
  by: LADDER,
  at,
  acknowledgedBy: null,
  acknowledgedAt: null,
});
