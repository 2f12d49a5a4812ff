import type { Actor } from '../actor.ts';
import type { CivilDate, Instant } from '../instant.ts';
import type { UnitId } from '../organisation/unit.ts';
import type { Place } from '../place.ts';
import type { DemandKind, Disposition, Priority, TicketFacts, TicketId } from '../ticket.ts';
import type { RefuseReason } from './life-events.ts';
import type { Move } from './moves.ts';
import type { ClockTier } from './ticket-clock.ts';
import type { EvidencePiece, NoticeKind, ReturnReason } from './ticket-work.ts';

/** Who gives a command, and as what they may act. */
export interface ActingPerson {
  /** The sign-in name, `feed:<name>` or `system:<duty>`. */
  readonly who: string;
  readonly actors: readonly Actor[];
}

interface NewTask {
  readonly unit: UnitId;
  readonly what: string;
  /** Working days; null: as long as the lead has. */
  readonly days: number | null;
}

/** What each move needs besides who and when. Texts are trimmed and not empty where they are required. */
export interface MovePayloads {
  readonly accept: {
    readonly category: string | null;
    readonly demandKind: DemandKind | null;
    readonly priority: Priority | null;
    /** Where it is, when its place is unknown or wrong. */
    readonly place: Place | null;
    readonly note: string | null;
  };
  readonly refuse: { readonly reason: RefuseReason; readonly told: string };
  readonly verify: { readonly unit: UnitId; readonly note: string | null };
  readonly 'report-verification': { readonly isFound: boolean; readonly note: string };
  readonly register: {
    readonly disposition: Disposition;
    readonly priority: Priority;
    readonly category: string | null;
    readonly demandKind: DemandKind | null;
    /** Id of a filing condition of the category; null where it has none. */
    readonly condition: string | null;
    readonly aspect: 'leak' | 'temperature' | null;
    readonly isEnterprise: boolean;
    readonly note: string | null;
  };
  readonly cancel: { readonly note: string };
  readonly 'self-dispose': { readonly note: string };
  readonly dispatch: {
    readonly disposition: Disposition;
    readonly lead: UnitId;
    readonly helpers: readonly NewTask[];
    /** Account of the leader of a 顶格办. */
    readonly leader: string | null;
    readonly note: string | null;
  };
  readonly sign: { readonly note: string | null };
  readonly 'request-return': {
    readonly reason: ReturnReason;
    readonly suggestedUnit: UnitId | null;
    readonly legalBasis: string;
    readonly note: string | null;
  };
  readonly 'judge-return': { readonly isGranted: boolean; readonly note: string };
  readonly contact: { readonly isReached: boolean; readonly note: string };
  readonly 'add-task': NewTask;
  readonly 'finish-task': { readonly task: string; readonly note: string };
  readonly 'excuse-task': { readonly task: string; readonly note: string };
  readonly 'request-extension': {
    readonly days: number;
    readonly reason: string;
    /** The citizen was told why and until when. */
    readonly isCitizenTold: boolean;
  };
  readonly 'judge-extension': { readonly isGranted: boolean; readonly note: string };
  readonly 'request-suspension': { readonly reason: string; readonly resumeOn: CivilDate };
  readonly 'judge-suspension': { readonly isGranted: boolean; readonly note: string };
  readonly resume: { readonly note: string };
  readonly whistle: {
    readonly units: readonly UnitId[];
    readonly place: string;
    readonly meetAt: Instant;
    readonly what: string;
  };
  readonly 'report-in': { readonly whistle: string; readonly note: string | null };
  readonly dispose: { readonly note: string };
  readonly check: { readonly isPassed: boolean; readonly note: string };
  readonly 'call-back': {
    readonly outcome: 'reached' | 'unreachable' | 'waived';
    readonly isSolved: boolean | null;
    readonly isSatisfied: boolean | null;
    /** Whether an unsolved or unsatisfied matter is to be done again. */
    readonly isReasonable: boolean;
    readonly note: string | null;
  };
  readonly supervise: { readonly kind: NoticeKind; readonly unit: UnitId | null; readonly text: string };
  readonly acknowledge: { readonly notice: string; readonly note: string | null };
  readonly reopen: { readonly newFacts: string };
  readonly appeal: { readonly reason: string };
  readonly 'judge-appeal': { readonly isGranted: boolean; readonly note: string };
  readonly merge: { readonly into: TicketId; readonly note: string };
  readonly detach: { readonly note: string };
  readonly 'answer-caller': { readonly note: string };
  readonly reclassify: {
    readonly category: string | null;
    readonly demandKind: DemandKind | null;
    readonly priority: Priority | null;
    readonly disposition: Disposition | null;
    readonly condition: string | null;
    readonly note: string;
  };
  readonly 'add-evidence': { readonly piece: Omit<EvidencePiece, 'by' | 'at'> };
  readonly note: { readonly note: string };
  readonly 'judge-proposal': { readonly proposal: string; readonly isAccepted: boolean; readonly note: string };
}

/** Somebody does something with a ticket. */
export interface MoveTicket<One extends Move = Move> {
  readonly type: 'MoveTicket';
  readonly move: One;
  readonly by: ActingPerson;
  /** The same key again is the same command; null: none given. */
  readonly key: string | null;
  readonly payload: MovePayloads[One];
}

/** Somebody here reports a matter. */
export interface ReportTicket {
  readonly type: 'ReportTicket';
  readonly by: ActingPerson;
  readonly key: string | null;
  readonly sourceId: string;
  readonly facts: TicketFacts;
  /** Found on patrol, not heard from a citizen. */
  readonly isPatrol: boolean;
}

/** The other side of a merge or a detachment: what the target keeps of it. */
export interface KeepMember {
  readonly type: 'KeepMember';
  readonly by: ActingPerson;
  readonly key: string | null;
  readonly member: TicketId;
  readonly isKept: boolean;
}

/** What the timer found. */
export type TimeTicket =
  | { readonly type: 'MarkClock'; readonly clock: string; readonly tier: ClockTier }
  | { readonly type: 'ResumeDue' }
  | { readonly type: 'RecomputeDeadlines' }
  | { readonly type: 'ClimbLadder' };

export type TicketLifeCommand = MoveTicket | ReportTicket | KeepMember | TimeTicket;
