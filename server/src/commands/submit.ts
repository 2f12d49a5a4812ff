import type {
  RecordIncident,
  RecordTicket,
  StationCommand,
  StreamId,
  TicketFlag,
  TicketLifeCommand,
} from '@citybrain/domain';
import type { DutyGuard } from '../log/duty-guard.ts';

export type SubjectCommand = RecordTicket | TicketLifeCommand | StationCommand | RecordIncident;

/** A command for one stream. */
export interface Step {
  readonly stream: StreamId;
  readonly command: SubjectCommand;
  /**
   * The version that the command was meant for; 0: the stream does not exist.
   * Compared with the version before the first step, also in a later step on the same stream.
   */
  readonly expectedVersion?: number;
}

/** Steps that are accepted together or not at all, each decided on what the ones before it left. */
export interface Submission {
  readonly steps: readonly Step[];
  /** `feed:<name>`, `user:<name>` or `system:<duty>`. */
  readonly causedBy: string;
  /** Written only while this duty has not passed to another server. */
  readonly guard?: DutyGuard;
}

export interface StreamVersion {
  readonly stream: StreamId;
  readonly version: number;
}

/**
 * `accepted`: its events are in the log, synced to disk; `versions` of its streams
 * after it, `flags` of the ticket of its first step. `unchanged`: this or something
 * newer is known. `refused`: a rule says no. `conflict`: a stream stands at another
 * version than expected, namely this one. But for `accepted`, nothing was written.
 */
export type Outcome =
  | {
      readonly kind: 'accepted';
      readonly flags: readonly TicketFlag[];
      readonly versions: readonly StreamVersion[];
    }
  | { readonly kind: 'unchanged'; readonly why: 'duplicate' | 'superseded' }
  | {
      readonly kind: 'refused';
      readonly refusal: { readonly code: string; readonly message: string; readonly rule?: string };
    }
  | ({ readonly kind: 'conflict' } & StreamVersion);

/** The port through which everything enters the log. */
export interface Submit {
  /**
   * Decides the submissions in order and appends what they decide; outcomes in
   * the order of the submissions.
   * @throws Fault FEED-101 when the queue is full, STORE-104 when the store fails, DUTY-101 when the
   *   duty of one of them has passed on: then nothing was acknowledged, and sending all of it again
   *   (DUTY-101: under the present guard) is safe.
   */
  submit(submissions: readonly Submission[]): Promise<Outcome[]>;
}
