import type { DomainEvent, Instant, StreamId, TicketFlag } from '@citybrain/domain';
import type { StoredStream, StreamAppend, StreamState } from '../log/event-log.ts';
import { decideSubject, evolveSubject } from './decide-subject.ts';
import type { Outcome, Submission } from './submit.ts';

export interface BatchPlan {
  /** One per submission, true once `appends` are in the log. */
  readonly outcomes: readonly Outcome[];
  /** One per stream that changes. */
  readonly appends: readonly StreamAppend[];
}

interface StreamProgress {
  readonly startVersion: number;
  current: StreamState | null;
  readonly events: DomainEvent[];
  readonly causedBy: string;
}

/** Decides `submissions` one after the other on the folds in `loaded`; pure. */
export function planBatch(
  submissions: readonly Submission[],
  loaded: ReadonlyMap<StreamId, StoredStream>,
  now: Instant,
): BatchPlan {
  const progress = new Map<StreamId, StreamProgress>();
  const outcomes = submissions.map(({ stream, command, causedBy }): Outcome => {
    let at = progress.get(stream);
    if (!at) {
      const stored = loaded.get(stream);
      at = { startVersion: stored?.version ?? 0, current: stored?.current ?? null, events: [], causedBy };
      progress.set(stream, at);
    }
    const decision = decideSubject(at.current, command, now);
    if (decision.kind !== 'events') return decision;
    at.current = evolveSubject(at.current, command, decision.events);
    at.events.push(...decision.events);
    return { kind: 'accepted', flags: flagsOf(at.current) };
  });
  const appends: StreamAppend[] = [];
  for (const [stream, { startVersion, events, causedBy, current }] of progress) {
    if (events.length > 0) {
      appends.push({ stream, expectedVersion: startVersion, events, causedBy, after: current });
    }
  }
  return { outcomes, appends };
}

const flagsOf = (current: StreamState): readonly TicketFlag[] => (current.kind === 'ticket' ? current.state.flags : []);
