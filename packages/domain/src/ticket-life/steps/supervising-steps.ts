import type { Ticket } from '../../ticket.ts';
import type { LifePatch } from '../evolve-life.ts';
import type { LifeStepsOf } from '../life-steps.ts';
import type { ClockMark } from '../ticket-clock.ts';

const marked = (ticket: Ticket, mark: ClockMark): LifePatch => ({ marks: [...ticket.marks, mark] });

/** What is noticed about a ticket, by people and by the timer. */
export const supervisingSteps: LifeStepsOf<
  | 'TicketSupervised'
  | 'TicketNoticeAcknowledged'
  | 'TicketEvidenceAdded'
  | 'TicketNoted'
  | 'TicketClockWarned'
  | 'TicketClockBreached'
  | 'TicketClockTurnedPurple'
  | 'TicketDeadlinesRecomputed'
  | 'TicketEscalated'
  | 'TicketEscalationProposed'
  | 'TicketProposalAccepted'
  | 'TicketProposalDeclined'
> = {
  TicketSupervised: (_ticket, work, { data }) => ({
    work: {
      notices: [...work.notices, data.notice],
      climbed: data.rule === null ? work.climbed : [...work.climbed, data.rule],
    },
  }),
  TicketNoticeAcknowledged: (_ticket, work, { happenedAt, data }) => ({
    work: {
      notices: work.notices.map((notice) =>
        notice.id === data.notice ? { ...notice, acknowledgedBy: data.by, acknowledgedAt: happenedAt } : notice,
      ),
    },
  }),
  TicketEvidenceAdded: (_ticket, work, { data }) => ({ work: { evidence: [...work.evidence, data.piece] } }),
  TicketNoted: () => ({}),
  TicketClockWarned: (ticket, _work, { data }) => marked(ticket, data.mark),
  TicketClockBreached: (ticket, _work, { data }) => marked(ticket, data.mark),
  TicketClockTurnedPurple: (ticket, _work, { data }) => marked(ticket, data.mark),
  TicketDeadlinesRecomputed: () => ({}),
  TicketEscalated: (_ticket, work, { happenedAt, data }) => ({
    facts: { disposition: data.to },
    work: { climbed: [...work.climbed, data.rule], isRaised: true, dispositionAt: happenedAt },
  }),
  TicketEscalationProposed: (_ticket, work, { data }) => ({
    work: { climbed: [...work.climbed, data.proposal.rule], proposals: [...work.proposals, data.proposal] },
  }),
  TicketProposalAccepted: (_ticket, work, { data }) => ({
    work: {
      proposals: work.proposals.map((one) => (one.id === data.proposal.id ? { ...one, state: 'accepted' } : one)),
    },
  }),
  TicketProposalDeclined: (_ticket, work, { data }) => ({
    work: { proposals: work.proposals.map((one) => (one.id === data.proposal ? { ...one, state: 'declined' } : one)) },
  }),
};
