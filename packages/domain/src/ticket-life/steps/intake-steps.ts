import type { Classification } from '../life-events.ts';
import type { TicketFacts } from '../../ticket.ts';
import type { LifeStepsOf } from '../life-steps.ts';

export const classified = ({ category, demandKind, priority, disposition }: Classification): Partial<TicketFacts> => ({
  ...(category !== undefined && { category }),
  ...(demandKind !== undefined && { demandKind }),
  ...(priority !== undefined && { priority }),
  ...(disposition !== undefined && { disposition }),
});

/** From the report to the dispatch. */
export const intakeSteps: LifeStepsOf<
  | 'TicketAccepted'
  | 'TicketRefused'
  | 'TicketVerificationAsked'
  | 'TicketVerified'
  | 'TicketRegistered'
  | 'TicketCancelled'
  | 'TicketReclassified'
> = {
  TicketAccepted: (_ticket, work, { happenedAt, data }) => ({
    status: 'accepted',
    facts: { ...classified(data.classification), ...(data.place && { place: data.place }) },
    work: { isLedHere: true, acceptedAt: happenedAt, desk: data.desk, centre: data.centre ?? work.centre },
  }),
  TicketRefused: (_ticket, work, { happenedAt, data }) => ({
    status: data.isTransferred ? 'transferred' : 'rejected',
    closedAt: happenedAt,
    work: { isLedHere: true, centre: data.centre ?? work.centre },
  }),
  TicketVerificationAsked: () => ({ status: 'verifying' }),
  TicketVerified: () => ({ status: 'accepted' }),
  TicketRegistered: (_ticket, work, { happenedAt, data }) => ({
    status: 'registered',
    facts: classified(data.classification),
    work: {
      registeredAt: happenedAt,
      dispositionAt: happenedAt,
      condition: data.condition,
      aspect: data.aspect,
      isEnterprise: data.isEnterprise,
      policy: data.policy,
      desk: data.desk ?? work.desk,
    },
  }),
  TicketCancelled: (_ticket, _work, { happenedAt }) => ({ status: 'cancelled', closedAt: happenedAt }),
  TicketReclassified: (ticket, work, { happenedAt, data }) => ({
    facts: classified(data.classification),
    work: {
      condition: data.condition,
      dispositionAt: data.classification.disposition === ticket.facts.disposition ? work.dispositionAt : happenedAt,
    },
  }),
};
