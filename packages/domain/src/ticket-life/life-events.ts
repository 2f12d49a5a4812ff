import type { CivilDate, Instant } from '../instant.ts';
import type { UnitId } from '../organisation/unit.ts';
import type { Place } from '../place.ts';
import type { DemandKind, Disposition, Priority, TicketId, TicketStatus } from '../ticket.ts';
import type { ClockMark, TicketClock } from './ticket-clock.ts';
import type {
  CallbackResult,
  EvidencePiece,
  HelperTask,
  Notice,
  Proposal,
  ReturnReason,
  Stamp,
  Whistle,
} from './ticket-work.ts';

/** What every step carries, whatever it is. */
export interface LifeData {
  readonly by: Stamp;
  /** Of the command; null for what happens by itself. */
  readonly key: string | null;
  readonly note: string | null;
  /** Clocks that this step starts, stops or moves, as they are after it. */
  readonly clocks: readonly TicketClock[];
  /** The effective deadline after this step, where the step moves it. */
  readonly dueAt?: Instant | null;
}

export interface LifeEventOf<Type extends string, Data extends object = object> {
  readonly type: Type;
  readonly typeVersion: 1;
  readonly happenedAt: Instant;
  readonly data: LifeData & Data;
}

/** What a person here decided about a matter; what is left out stays. */
export interface Classification {
  readonly category?: string;
  readonly demandKind?: DemandKind;
  readonly priority?: Priority;
  readonly disposition?: Disposition;
}

/** 法定途径, 信访中, 涉密涉隐私, 已依法办结且无新情况, 违反公序良俗, 非管辖, 紧急转 110/119/120/122 (DOMAIN.md §9.4). */
export const REFUSE_REASONS = [
  'statutory-route',
  'in-petition',
  'secret-or-private',
  'lawfully-concluded',
  'against-public-order',
  'no-jurisdiction',
  'emergency',
] as const;
export type RefuseReason = (typeof REFUSE_REASONS)[number];

export type TicketAccepted = LifeEventOf<
  'TicketAccepted',
  {
    readonly classification: Classification;
    readonly place?: Place;
    readonly desk: UnitId | null;
    readonly centre: UnitId | null;
  }
>;
export type TicketRefused = LifeEventOf<
  'TicketRefused',
  {
    readonly reason: RefuseReason;
    readonly told: string;
    readonly isTransferred: boolean;
    readonly centre: UnitId | null;
  }
>;
export type TicketVerificationAsked = LifeEventOf<'TicketVerificationAsked', { readonly unit: UnitId }>;
export type TicketVerified = LifeEventOf<'TicketVerified', { readonly isFound: boolean }>;
export type TicketRegistered = LifeEventOf<
  'TicketRegistered',
  {
    readonly classification: Classification;
    readonly condition: string | null;
    readonly aspect: 'leak' | 'temperature' | null;
    readonly isEnterprise: boolean;
    readonly policy: { readonly id: string; readonly version: number };
    readonly desk: UnitId | null;
  }
>;
export type TicketCancelled = LifeEventOf<'TicketCancelled'>;
export type TicketDispatched = LifeEventOf<
  'TicketDispatched',
  {
    readonly disposition: Disposition;
    readonly lead: UnitId;
    readonly leadName: string;
    readonly tasks: readonly HelperTask[];
    readonly leader: string | null;
    readonly isDesignated: boolean;
    /** The duty that names the lead; null: it was chosen without one. */
    readonly duty: string | null;
  }
>;
export type TicketSigned = LifeEventOf<'TicketSigned'>;
export type TicketReturnRequested = LifeEventOf<
  'TicketReturnRequested',
  { readonly reason: ReturnReason; readonly suggestedUnit: UnitId | null; readonly legalBasis: string }
>;
export type TicketReturnAccepted = LifeEventOf<
  'TicketReturnAccepted',
  { readonly unit: UnitId; readonly isLocked: boolean }
>;
export type TicketReturnDenied = LifeEventOf<'TicketReturnDenied', { readonly unit: UnitId }>;
export type TicketContacted = LifeEventOf<
  'TicketContacted',
  { readonly isReached: boolean; readonly isFirstResponse: boolean }
>;
export type TicketTaskAdded = LifeEventOf<'TicketTaskAdded', { readonly task: HelperTask }>;
export type TicketTaskFinished = LifeEventOf<'TicketTaskFinished', { readonly task: string }>;
export type TicketTaskExcused = LifeEventOf<'TicketTaskExcused', { readonly task: string }>;
export type TicketExtensionRequested = LifeEventOf<
  'TicketExtensionRequested',
  {
    readonly days: number;
    readonly reason: string;
    readonly oldDueAt: Instant | null;
    readonly newDueAt: Instant | null;
  }
>;
export type TicketExtended = LifeEventOf<
  'TicketExtended',
  { readonly days: number; readonly oldDueAt: Instant | null; readonly newDueAt: Instant | null }
>;
export type TicketExtensionDenied = LifeEventOf<'TicketExtensionDenied'>;
export type TicketSuspensionRequested = LifeEventOf<
  'TicketSuspensionRequested',
  { readonly reason: string; readonly resumeOn: CivilDate; readonly resumeAt: Instant }
>;
export type TicketSuspensionApproved = LifeEventOf<'TicketSuspensionApproved'>;
export type TicketSuspended = LifeEventOf<'TicketSuspended', { readonly reason: string; readonly resumeAt: Instant }>;
export type TicketSuspensionDenied = LifeEventOf<'TicketSuspensionDenied'>;
export type TicketResumed = LifeEventOf<'TicketResumed'>;
export type TicketWhistled = LifeEventOf<
  'TicketWhistled',
  { readonly whistle: Whistle; readonly disposition: Disposition }
>;
export type TicketUnitReportedIn = LifeEventOf<
  'TicketUnitReportedIn',
  { readonly whistle: string; readonly unit: UnitId }
>;
export type TicketCheckPassed = LifeEventOf<'TicketCheckPassed', { readonly needsCallback: boolean }>;
export type TicketReworkOrdered = LifeEventOf<'TicketReworkOrdered'>;
export type TicketCalledBack = LifeEventOf<'TicketCalledBack', { readonly result: CallbackResult }>;
export type TicketRedoOrdered = LifeEventOf<'TicketRedoOrdered'>;
export type TicketSupervised = LifeEventOf<
  'TicketSupervised',
  /** `rule`: of the ladder that sent it by itself. */
  { readonly notice: Notice; readonly rule: string | null }
>;
export type TicketNoticeAcknowledged = LifeEventOf<'TicketNoticeAcknowledged', { readonly notice: string }>;
export type TicketReopened = LifeEventOf<
  'TicketReopened',
  { readonly newFacts: string; readonly centre: UnitId | null }
>;
export type TicketAppealed = LifeEventOf<'TicketAppealed', { readonly reason: string }>;
export type TicketAppealApproved = LifeEventOf<'TicketAppealApproved'>;
export type TicketExempted = LifeEventOf<'TicketExempted', { readonly reason: string }>;
export type TicketAppealDenied = LifeEventOf<'TicketAppealDenied'>;
export type TicketMerged = LifeEventOf<'TicketMerged', { readonly into: TicketId; readonly centre: UnitId | null }>;
export type TicketAbsorbed = LifeEventOf<'TicketAbsorbed', { readonly member: TicketId }>;
export type TicketDetached = LifeEventOf<'TicketDetached', { readonly from: TicketId; readonly status: TicketStatus }>;
export type TicketMemberDetached = LifeEventOf<'TicketMemberDetached', { readonly member: TicketId }>;
export type TicketCallerAnswered = LifeEventOf<'TicketCallerAnswered'>;
export type TicketReclassified = LifeEventOf<
  'TicketReclassified',
  { readonly classification: Classification; readonly condition: string | null }
>;
export type TicketEvidenceAdded = LifeEventOf<'TicketEvidenceAdded', { readonly piece: EvidencePiece }>;
export type TicketNoted = LifeEventOf<'TicketNoted'>;
export type TicketClockWarned = LifeEventOf<'TicketClockWarned', { readonly mark: ClockMark }>;
export type TicketClockBreached = LifeEventOf<'TicketClockBreached', { readonly mark: ClockMark }>;
export type TicketClockTurnedPurple = LifeEventOf<'TicketClockTurnedPurple', { readonly mark: ClockMark }>;
export type TicketDeadlinesRecomputed = LifeEventOf<'TicketDeadlinesRecomputed', { readonly calendar: string }>;
export type TicketEscalated = LifeEventOf<
  'TicketEscalated',
  { readonly rule: string; readonly from: Disposition | null; readonly to: Disposition }
>;
export type TicketEscalationProposed = LifeEventOf<'TicketEscalationProposed', { readonly proposal: Proposal }>;
export type TicketProposalAccepted = LifeEventOf<'TicketProposalAccepted', { readonly proposal: Proposal }>;
export type TicketProposalDeclined = LifeEventOf<'TicketProposalDeclined', { readonly proposal: string }>;

/** Steps that only happen here; disposal and closing a source can tell of as well. */
export type TicketLifeEvent =
  | TicketAccepted
  | TicketRefused
  | TicketVerificationAsked
  | TicketVerified
  | TicketRegistered
  | TicketCancelled
  | TicketDispatched
  | TicketSigned
  | TicketReturnRequested
  | TicketReturnAccepted
  | TicketReturnDenied
  | TicketContacted
  | TicketTaskAdded
  | TicketTaskFinished
  | TicketTaskExcused
  | TicketExtensionRequested
  | TicketExtended
  | TicketExtensionDenied
  | TicketSuspensionRequested
  | TicketSuspensionApproved
  | TicketSuspended
  | TicketSuspensionDenied
  | TicketResumed
  | TicketWhistled
  | TicketUnitReportedIn
  | TicketCheckPassed
  | TicketReworkOrdered
  | TicketCalledBack
  | TicketRedoOrdered
  | TicketSupervised
  | TicketNoticeAcknowledged
  | TicketReopened
  | TicketAppealed
  | TicketAppealApproved
  | TicketExempted
  | TicketAppealDenied
  | TicketMerged
  | TicketAbsorbed
  | TicketDetached
  | TicketMemberDetached
  | TicketCallerAnswered
  | TicketReclassified
  | TicketEvidenceAdded
  | TicketNoted
  | TicketClockWarned
  | TicketClockBreached
  | TicketClockTurnedPurple
  | TicketDeadlinesRecomputed
  | TicketEscalated
  | TicketEscalationProposed
  | TicketProposalAccepted
  | TicketProposalDeclined;
