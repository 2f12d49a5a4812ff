import type { RecordIncident, RecordTicket, Refusal, StationCommand, StreamId, TicketFlag } from '@citybrain/domain';

export type SubjectCommand = RecordTicket | StationCommand | RecordIncident;

/** A command for one stream, and who gives it (`feed:<name>`, `user:<name>`, `system:<duty>`). */
export interface Submission {
  readonly stream: StreamId;
  readonly command: SubjectCommand;
  readonly causedBy: string;
}

/**
 * `accepted`: its events are in the log, synced to disk. `unchanged`: this or
 * something newer is known. `refused`: a rule says no.
 */
export type Outcome =
  | { readonly kind: 'accepted'; readonly flags: readonly TicketFlag[] }
  | { readonly kind: 'unchanged'; readonly why: 'duplicate' | 'superseded' }
  | { readonly kind: 'refused'; readonly refusal: Pick<Refusal, 'message'> & { readonly code: string } };

/** The port through which everything enters the log. */
export interface Submit {
  /**
   * Decides the submissions in order and appends what they decide; outcomes in
   * the order of the submissions.
   * @throws Fault FEED-101 when the queue is full, STORE-104 when the store fails: then nothing was
   *   acknowledged, and sending all of it again is safe.
   */
  submit(submissions: readonly Submission[]): Promise<Outcome[]>;
}
