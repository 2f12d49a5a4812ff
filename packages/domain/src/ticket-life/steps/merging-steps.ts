import type { LifeStepsOf } from '../life-steps.ts';

/** Several reports of one matter. A merged ticket keeps its history, its clocks and its caller's right to an answer. */
export const mergingSteps: LifeStepsOf<
  'TicketMerged' | 'TicketAbsorbed' | 'TicketDetached' | 'TicketMemberDetached' | 'TicketCallerAnswered'
> = {
  TicketMerged: (ticket, work, { happenedAt, data }) => ({
    status: 'merged',
    closedAt: happenedAt,
    work: { isLedHere: true, centre: work.centre ?? data.centre, mergedInto: data.into, statusBefore: ticket.status },
  }),
  TicketAbsorbed: (_ticket, work, { data }) => ({ work: { members: [...work.members, data.member] } }),
  TicketDetached: (_ticket, _work, { data }) => ({
    status: data.status,
    closedAt: null,
    work: { mergedInto: null, statusBefore: null },
  }),
  TicketMemberDetached: (_ticket, work, { data }) => ({
    work: { members: work.members.filter((member) => member !== data.member) },
  }),
  TicketCallerAnswered: () => ({ work: { isCallerAnswered: true } }),
};
