import type { ActorKind } from '../actor.ts';
import type { Pause } from '../clock-run.ts';
import type { CivilDate, Instant } from '../instant.ts';
import type { UnitId } from '../organisation/unit.ts';
import type { Disposition, TicketId, TicketStatus } from '../ticket.ts';
import type { TicketClock } from './ticket-clock.ts';

/** Who did something, in which capacity. */
export interface Stamp {
  /** The sign-in name, `feed:<name>` or `system:<duty>`. */
  readonly who: string;
  readonly role: ActorKind;
  readonly unit: UnitId | null;
}

/** What goes on with a ticket, for the minutes that each unit held it; `ended` until it was reopened or detached. */
export const PHASES = [
  'intake',
  'verification',
  'dispatching',
  'awaiting-sign',
  'handling',
  'return-review',
  'suspended',
  'checking',
  'calling-back',
  'ended',
] as const;
export type Phase = (typeof PHASES)[number];

/** Who held the ticket from when to when. Spans join without a gap. */
export interface Holding {
  readonly unit: UnitId | null;
  readonly phase: Phase;
  readonly from: Instant;
  /** Null: holds it now. */
  readonly to: Instant | null;
}

/** Photos and documents; the bytes lie beside the log. */
export interface EvidencePiece {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly by: Stamp;
  readonly at: Instant;
}

/** A helper's part (协办). */
export interface HelperTask {
  readonly id: string;
  readonly unit: UnitId;
  readonly what: string;
  readonly state: 'open' | 'done' | 'excused';
  readonly note: string | null;
}

/** Asked for, and waiting for somebody else's word. */
export interface ReturnRequest {
  readonly by: Stamp;
  readonly at: Instant;
  readonly reason: ReturnReason;
  readonly suggestedUnit: UnitId | null;
  readonly legalBasis: string;
}
export interface ExtensionRequest {
  readonly by: Stamp;
  readonly at: Instant;
  readonly days: number;
  readonly reason: string;
  readonly oldDueAt: Instant | null;
  readonly newDueAt: Instant | null;
}
export interface SuspensionRequest {
  readonly by: Stamp;
  readonly at: Instant;
  readonly reason: string;
  readonly resumeOn: CivilDate;
  readonly resumeAt: Instant;
  /** Who agreed so far; it takes the centre and a leader. */
  readonly approvals: readonly Stamp[];
}
export interface AppealRequest {
  readonly by: Stamp;
  readonly at: Instant;
  readonly reason: string;
  readonly approvals: readonly Stamp[];
}

export const RETURN_REASONS = [
  'not-our-duty',
  'not-our-place',
  'needs-other-lead',
  'law-forbids',
  'facts-missing',
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** A whistle (吹哨) and who has reported in (报到). */
export interface Whistle {
  readonly id: string;
  readonly by: Stamp;
  readonly at: Instant;
  readonly place: string;
  readonly meetAt: Instant;
  readonly what: string;
  readonly calls: readonly { readonly unit: UnitId; readonly reportedInAt: Instant | null }[];
}

/** 催办, and the three degrees of 督办: 日常, 挂牌, 约谈. */
export const NOTICE_KINDS = ['urge', 'routine', 'listed', 'interview'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly unit: UnitId;
  readonly text: string;
  readonly by: Stamp;
  readonly at: Instant;
  readonly acknowledgedBy: Stamp | null;
  readonly acknowledgedAt: Instant | null;
}

/** A step of the ladder that waits for a person, or was decided by one. */
export interface Proposal {
  readonly id: string;
  readonly rule: string;
  readonly to: Disposition | 'supervision' | 'standing-meeting';
  readonly at: Instant;
  readonly state: 'open' | 'accepted' | 'declined';
}

/** What the citizen said: solved and satisfied are two facts; null: not reached, or waived. */
export interface CallbackResult {
  readonly at: Instant;
  readonly outcome: 'reached' | 'unreachable' | 'waived';
  readonly isSolved: boolean | null;
  readonly isSatisfied: boolean | null;
}

/** All that was done about a ticket here, folded. */
export interface TicketWork {
  /** Since somebody here took it in hand, its source no longer leads its state. */
  readonly isLedHere: boolean;
  /** Found by a grid worker on patrol: closes after its check, without a call back. */
  readonly isPatrol: boolean;
  /** The latest step; none comes before it. */
  readonly steppedAt: Instant | null;
  readonly acceptedAt: Instant | null;
  readonly registeredAt: Instant | null;
  readonly dispatchedAt: Instant | null;
  readonly signedAt: Instant | null;
  readonly firstResponseAt: Instant | null;
  /** Before the present state, for what can be taken back. */
  readonly statusBefore: TicketStatus | null;
  /** Filing condition (立案条件). */
  readonly condition: string | null;
  readonly aspect: 'leak' | 'temperature' | null;
  readonly isEnterprise: boolean;
  readonly policy: { readonly id: string; readonly version: number } | null;
  /** Judges, checks and calls back. */
  readonly centre: UnitId | null;
  /** Accepted or registered it. */
  readonly desk: UnitId | null;
  readonly lead: UnitId | null;
  /** Of a 顶格办: the account of the leader. */
  readonly leader: string | null;
  readonly disposedBy: Stamp | null;
  readonly holdings: readonly Holding[];
  readonly clocks: readonly TicketClock[];
  readonly pauses: readonly Pause[];
  readonly suspension: { readonly since: Instant; readonly resumeAt: Instant; readonly reason: string } | null;
  readonly suspensions: number;
  readonly suspensionRequest: SuspensionRequest | null;
  readonly dispatches: number;
  readonly returns: number;
  readonly isReturnLocked: boolean;
  readonly returnRequest: ReturnRequest | null;
  readonly extensions: number;
  readonly extendedDays: number;
  readonly extensionRequest: ExtensionRequest | null;
  /** Since when it is handled in the present way. */
  readonly dispositionAt: Instant | null;
  /** A whistle or the ladder raised it: it may be dispatched anew while it is handled. */
  readonly isRaised: boolean;
  readonly contactAttempts: readonly { readonly at: Instant; readonly isReached: boolean }[];
  readonly tasks: readonly HelperTask[];
  readonly whistles: readonly Whistle[];
  readonly notices: readonly Notice[];
  readonly proposals: readonly Proposal[];
  /** Rules of the ladder that were applied or proposed; each once. */
  readonly climbed: readonly string[];
  readonly evidence: readonly EvidencePiece[];
  readonly reworks: number;
  readonly redos: number;
  readonly reopenings: number;
  readonly callbacks: readonly CallbackResult[];
  readonly isAppealed: boolean;
  readonly appealRequest: AppealRequest | null;
  /** An approved appeal: counts as on time, the overdue fact stays (DOMAIN.md §2.5). */
  readonly exemption: {
    /** Who agreed last, and all who did. */
    readonly by: Stamp;
    readonly approvals: readonly Stamp[];
    readonly at: Instant;
    readonly reason: string;
  } | null;
  readonly mergedInto: TicketId | null;
  readonly members: readonly TicketId[];
  /** Of a merged ticket: its caller has had the answer. */
  readonly isCallerAnswered: boolean;
  /** `<key> <move>` of the last commands, so that one sent twice is one. */
  readonly keys: readonly string[];
}

/** Before anything was done. */
export const NO_WORK: TicketWork = {
  isLedHere: false,
  isPatrol: false,
  steppedAt: null,
  acceptedAt: null,
  registeredAt: null,
  dispatchedAt: null,
  signedAt: null,
  firstResponseAt: null,
  statusBefore: null,
  condition: null,
  aspect: null,
  isEnterprise: false,
  policy: null,
  centre: null,
  desk: null,
  lead: null,
  leader: null,
  disposedBy: null,
  holdings: [],
  clocks: [],
  pauses: [],
  suspension: null,
  suspensions: 0,
  suspensionRequest: null,
  dispatches: 0,
  returns: 0,
  isReturnLocked: false,
  returnRequest: null,
  extensions: 0,
  extendedDays: 0,
  extensionRequest: null,
  dispositionAt: null,
  isRaised: false,
  contactAttempts: [],
  tasks: [],
  whistles: [],
  notices: [],
  proposals: [],
  climbed: [],
  evidence: [],
  reworks: 0,
  redos: 0,
  reopenings: 0,
  callbacks: [],
  isAppealed: false,
  appealRequest: null,
  exemption: null,
  mergedInto: null,
  members: [],
  isCallerAnswered: false,
  keys: [],
};
