import { governingClock, type ClockTier, type Ticket, type TicketWork, type UnitId } from '@citybrain/domain';
import type { PendingWord, TicketRow } from '@citybrain/protocol';

type Standing = Pick<TicketRow, 'isLedHere' | 'lead' | 'also' | 'tier' | 'pending' | 'notices' | 'isSupervised'>;

const OF_ITS_SOURCE: Omit<Standing, 'tier'> = {
  isLedHere: false,
  lead: null,
  also: [],
  pending: null,
  notices: 0,
  isSupervised: false,
};

/** How a ticket stands with those who work on it. */
export function standingOf(ticket: Ticket): Standing {
  const { work } = ticket;
  if (!work) return { ...OF_ITS_SOURCE, tier: tierOf(ticket) };
  return {
    isLedHere: work.isLedHere,
    lead: work.lead,
    also: alsoOwing(work),
    tier: tierOf(ticket),
    pending: pendingOf(work),
    notices: work.notices.filter(({ acknowledgedAt }) => acknowledgedAt === null).length,
    isSupervised: work.notices.some(({ kind }) => kind !== 'urge'),
  };
}

/** The furthest mark of the clock whose deadline is the ticket's. */
function tierOf({ marks, work }: Ticket): ClockTier | null {
  if (marks.length === 0) return null;
  const id = (work && governingClock(work)?.id) ?? 'source';
  return marks.filter(({ clock }) => clock === id).at(-1)?.tier ?? null;
}

function alsoOwing({ tasks, whistles, notices }: TicketWork): UnitId[] {
  const units = [
    ...tasks.filter(({ state }) => state === 'open').map(({ unit }) => unit),
    ...whistles
      .flatMap(({ calls }) => calls.filter(({ reportedInAt }) => reportedInAt === null))
      .map(({ unit }) => unit),
    ...notices.filter(({ acknowledgedAt }) => acknowledgedAt === null).map(({ unit }) => unit),
  ];
  return [...new Set(units)];
}

function pendingOf(work: TicketWork): PendingWord | null {
  if (work.returnRequest) return 'return';
  if (work.extensionRequest) return 'extension';
  if (work.suspensionRequest) return 'suspension';
  if (work.appealRequest) return 'appeal';
  return work.proposals.some(({ state }) => state === 'open') ? 'proposal' : null;
}
