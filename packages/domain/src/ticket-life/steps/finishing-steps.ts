import type { LifeStepsOf } from '../life-steps.ts';
import type { TicketWork } from '../ticket-work.ts';

/** To the unit that did it; what was done without a dispatch goes to where it was registered, or is to be. */
const backTo = ({ registeredAt, dispatchedAt }: TicketWork): 'handling' | 'registered' | 'accepted' =>
  registeredAt === null ? 'accepted' : dispatchedAt === null ? 'registered' : 'handling';

/** From the disposal to the end, and back. */
export const finishingSteps: LifeStepsOf<
  | 'TicketDisposed'
  | 'TicketCheckPassed'
  | 'TicketReworkOrdered'
  | 'TicketCalledBack'
  | 'TicketClosed'
  | 'TicketRedoOrdered'
  | 'TicketReopened'
  | 'TicketAppealed'
  | 'TicketAppealApproved'
  | 'TicketExempted'
  | 'TicketAppealDenied'
> = {
  TicketDisposed: (_ticket, work, { happenedAt, data }) => ({
    status: 'disposed',
    disposedAt: happenedAt,
    work: {
      lead: work.lead ?? data.by.unit,
      disposedBy: data.by,
      extensionRequest: null,
      suspensionRequest: null,
      isRaised: false,
    },
  }),
  TicketCheckPassed: (_ticket, _work, { data }) => ({ status: data.needsCallback ? 'callback' : 'disposed' }),
  TicketReworkOrdered: (_ticket, work) => ({
    status: backTo(work),
    disposedAt: null,
    work: { reworks: work.reworks + 1, disposedBy: null },
  }),
  TicketCalledBack: (_ticket, work, { data }) => ({ work: { callbacks: [...work.callbacks, data.result] } }),
  TicketClosed: (_ticket, _work, { happenedAt }) => ({ status: 'closed', closedAt: happenedAt }),
  TicketRedoOrdered: (_ticket, work) => ({
    status: backTo(work),
    disposedAt: null,
    work: { redos: work.redos + 1, disposedBy: null },
  }),
  TicketReopened: (_ticket, work, { happenedAt, data }) => ({
    status: work.registeredAt === null ? 'accepted' : 'registered',
    disposedAt: null,
    closedAt: null,
    facts: { unit: null },
    work: {
      isLedHere: true,
      reopenings: work.reopenings + 1,
      lead: null,
      leader: null,
      disposedBy: null,
      returns: 0,
      isReturnLocked: false,
      dispatchedAt: null,
      signedAt: null,
      dispositionAt: happenedAt,
      centre: work.centre ?? data.centre,
      desk: work.centre ?? data.centre,
    },
  }),
  TicketAppealed: (_ticket, _work, { happenedAt: at, data }) => ({
    work: { isAppealed: true, appealRequest: { by: data.by, at, reason: data.reason, approvals: [] } },
  }),
  TicketAppealApproved: (_ticket, { appealRequest: request }, { data }) => ({
    work: { appealRequest: request && { ...request, approvals: [...request.approvals, data.by] } },
  }),
  TicketExempted: (_ticket, { appealRequest: request }, { happenedAt: at, data: { by, reason } }) => ({
    work: { appealRequest: null, exemption: { by, approvals: [...(request?.approvals ?? []), by], at, reason } },
  }),
  TicketAppealDenied: () => ({ work: { appealRequest: null } }),
};
