import type { LifeStepsOf } from '../life-steps.ts';
import type { HelperTask, TicketWork } from '../ticket-work.ts';

const withTask = (work: TicketWork, id: string, change: Partial<HelperTask>): readonly HelperTask[] =>
  work.tasks.map((task) => (task.id === id ? { ...task, ...change } : task));

/** Helpers of a lead that leads no longer owe nothing any more. */
const excused = ({ tasks }: TicketWork, note: string | null): readonly HelperTask[] =>
  tasks.map((task) => (task.state === 'open' ? { ...task, state: 'excused', note: note ?? task.note } : task));

/** While a unit has the ticket: dispatch, return, extension, suspension, whistle. */
export const handlingSteps: LifeStepsOf<
  | 'TicketDispatched'
  | 'TicketSigned'
  | 'TicketReturnRequested'
  | 'TicketReturnAccepted'
  | 'TicketReturnDenied'
  | 'TicketContacted'
  | 'TicketTaskAdded'
  | 'TicketTaskFinished'
  | 'TicketTaskExcused'
  | 'TicketExtensionRequested'
  | 'TicketExtended'
  | 'TicketExtensionDenied'
  | 'TicketSuspensionRequested'
  | 'TicketSuspensionApproved'
  | 'TicketSuspended'
  | 'TicketSuspensionDenied'
  | 'TicketResumed'
  | 'TicketWhistled'
  | 'TicketUnitReportedIn'
> = {
  TicketDispatched: (ticket, work, { happenedAt, data }) => ({
    status: 'dispatched',
    facts: { disposition: data.disposition, unit: data.leadName },
    work: {
      dispatchedAt: happenedAt,
      dispositionAt: data.disposition === ticket.facts.disposition ? work.dispositionAt : happenedAt,
      signedAt: null,
      lead: data.lead,
      leader: data.leader,
      dispatches: work.dispatches + 1,
      isReturnLocked: work.isReturnLocked || data.isDesignated,
      isRaised: false,
      tasks: [...excused(work, data.note), ...data.tasks],
      returnRequest: null,
      extensionRequest: null,
      suspensionRequest: null,
    },
  }),
  TicketSigned: (_ticket, _work, { happenedAt }) => ({ status: 'handling', work: { signedAt: happenedAt } }),
  TicketReturnRequested: (ticket, _work, { happenedAt: at, data }) => ({
    status: 'return-review',
    work: {
      statusBefore: ticket.status,
      returnRequest: {
        by: data.by,
        at,
        reason: data.reason,
        suggestedUnit: data.suggestedUnit,
        legalBasis: data.legalBasis,
      },
    },
  }),
  TicketReturnAccepted: (_ticket, work, { data }) => ({
    status: 'registered',
    facts: { unit: null },
    work: {
      lead: null,
      leader: null,
      returns: work.returns + 1,
      dispatchedAt: null,
      signedAt: null,
      isReturnLocked: data.isLocked,
      returnRequest: null,
      tasks: excused(work, data.note),
      extensionRequest: null,
      suspensionRequest: null,
    },
  }),
  TicketReturnDenied: (_ticket, work, { happenedAt }) => ({
    status: 'handling',
    work: { signedAt: work.signedAt ?? happenedAt, isReturnLocked: true, returnRequest: null },
  }),
  TicketContacted: (_ticket, work, { happenedAt: at, data }) => ({
    work: {
      contactAttempts: [...work.contactAttempts, { at, isReached: data.isReached }],
      // A later unit's first response is in its clock; the citizen's stays.
      firstResponseAt: work.firstResponseAt ?? (data.isFirstResponse ? at : null),
    },
  }),
  TicketTaskAdded: (_ticket, work, { data }) => ({ work: { tasks: [...work.tasks, data.task] } }),
  TicketTaskFinished: (_ticket, work, { data }) => ({
    work: { tasks: withTask(work, data.task, { state: 'done', note: data.note }) },
  }),
  TicketTaskExcused: (_ticket, work, { data }) => ({
    work: { tasks: withTask(work, data.task, { state: 'excused', note: data.note }) },
  }),
  TicketExtensionRequested: (_ticket, _work, { happenedAt: at, data }) => ({
    work: {
      extensionRequest: {
        by: data.by,
        at,
        days: data.days,
        reason: data.reason,
        oldDueAt: data.oldDueAt,
        newDueAt: data.newDueAt,
      },
    },
  }),
  TicketExtended: (_ticket, work, { data }) => ({
    work: { extensions: work.extensions + 1, extendedDays: work.extendedDays + data.days, extensionRequest: null },
  }),
  TicketExtensionDenied: () => ({ work: { extensionRequest: null } }),
  TicketSuspensionRequested: (_ticket, _work, { happenedAt: at, data }) => ({
    work: {
      suspensionRequest: {
        by: data.by,
        at,
        reason: data.reason,
        resumeOn: data.resumeOn,
        resumeAt: data.resumeAt,
        approvals: [],
      },
    },
  }),
  TicketSuspensionApproved: (_ticket, { suspensionRequest: request }, { data }) => ({
    work: { suspensionRequest: request && { ...request, approvals: [...request.approvals, data.by] } },
  }),
  TicketSuspended: (_ticket, work, { happenedAt: since, data }) => ({
    status: 'suspended',
    work: {
      suspension: { since, reason: data.reason, resumeAt: data.resumeAt },
      suspensions: work.suspensions + 1,
      suspensionRequest: null,
      pauses: [...work.pauses, { from: since, to: null }],
    },
  }),
  TicketSuspensionDenied: () => ({ work: { suspensionRequest: null } }),
  TicketResumed: (_ticket, work, { happenedAt }) => ({
    status: 'handling',
    work: {
      suspension: null,
      pauses: work.pauses.map((pause) => (pause.to === null ? { ...pause, to: happenedAt } : pause)),
    },
  }),
  TicketWhistled: (ticket, work, { happenedAt, data }) => ({
    facts: { disposition: data.disposition },
    work: {
      whistles: [...work.whistles, data.whistle],
      isRaised: true,
      dispositionAt: data.disposition === ticket.facts.disposition ? work.dispositionAt : happenedAt,
    },
  }),
  TicketUnitReportedIn: (_ticket, work, { happenedAt, data }) => ({
    work: {
      whistles: work.whistles.map((whistle) =>
        whistle.id === data.whistle
          ? {
              ...whistle,
              calls: whistle.calls.map((call) =>
                call.unit === data.unit && call.reportedInAt === null ? { ...call, reportedInAt: happenedAt } : call,
              ),
            }
          : whistle,
      ),
    },
  }),
};
