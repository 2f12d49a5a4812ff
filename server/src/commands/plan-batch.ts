import type { DomainEvent, StreamId } from '@citybrain/domain';
import type { StoredStream, StreamAppend, StreamState } from '../log/event-log.ts';
import { decideSubject, evolveSubject } from './decide-subject.ts';
import type { DecisionContext } from './decision-context.ts';
import type { Outcome, Submission } from './submit.ts';

export interface BatchPlan {
  /** One per submission, true once `appends` are in the log. */
  readonly outcomes: readonly Outcome[];
  /** One per stream that changes. */
  readonly appends: readonly StreamAppend[];
  /** Streams whose fold decided a refusal, a conflict or an expected version, and whose version no append checks. */
  readonly unchecked: ReadonlySet<StreamId>;
}

/** What the batch made of a stream so far. */
interface StreamProgress {
  readonly startVersion: number;
  current: StreamState | null;
  readonly events: DomainEvent[];
  causedBy: string;
}

/** What one submission would make of a stream. */
interface StreamDraft {
  readonly progress: StreamProgress;
  current: StreamState | null;
  readonly events: DomainEvent[];
}

type Drafts = Map<StreamId, StreamDraft>;

/**
 * Decides `submissions` one after the other on the folds in `loaded`; pure. Those
 * that touch the same stream have the same cause.
 */
export function planBatch(
  submissions: readonly Submission[],
  loaded: ReadonlyMap<StreamId, StoredStream>,
  context: DecisionContext,
): BatchPlan {
  const progress = new Map<StreamId, StreamProgress>();
  const unchecked = new Set<StreamId>();
  const progressOf = (stream: StreamId): StreamProgress => {
    const known = progress.get(stream);
    if (known) return known;
    const stored = loaded.get(stream);
    const fresh = { startVersion: stored?.version ?? 0, current: stored?.current ?? null, events: [], causedBy: '' };
    progress.set(stream, fresh);
    return fresh;
  };
  const outcomes = submissions.map((submission): Outcome => {
    const drafts: Drafts = new Map();
    const outcome = decideSteps(submission, drafts, progressOf, context);
    if (outcome.kind === 'accepted') keep(drafts, submission.causedBy);
    const isTurnedDown = outcome.kind === 'refused' || outcome.kind === 'conflict';
    for (const { stream, expectedVersion } of submission.steps) {
      if (isTurnedDown || expectedVersion !== undefined) unchecked.add(stream);
    }
    return outcome;
  });
  const appends = appendsOf(progress);
  for (const { stream } of appends) unchecked.delete(stream);
  return { outcomes, appends, unchecked };
}

/** Fills `drafts`, which are to be kept only when the outcome is `accepted`. */
function decideSteps(
  { steps }: Submission,
  drafts: Drafts,
  progressOf: (stream: StreamId) => StreamProgress,
  context: DecisionContext,
): Outcome {
  let why: 'duplicate' | 'superseded' | null = null;
  let isChanged = false;
  for (const { stream, command, expectedVersion } of steps) {
    const draft = draftOf(stream, drafts, progressOf);
    const version = versionOf(draft.progress);
    const decision = decideSubject(draft.current, command, context.now, context);
    // A command that is sent again was taken: that its stream has moved on since is its own doing.
    const isRepeat = decision.kind === 'unchanged' && decision.why === 'duplicate';
    if (!isRepeat && expectedVersion !== undefined && expectedVersion !== version) {
      return { kind: 'conflict', stream, version };
    }
    if (decision.kind === 'refused') return decision;
    if (decision.kind === 'unchanged') {
      why ??= decision.why;
      continue;
    }
    draft.current = evolveSubject(draft.current, command, decision.events);
    draft.events.push(...decision.events);
    isChanged = true;
  }
  if (!isChanged) return { kind: 'unchanged', why: why ?? 'duplicate' };
  return { kind: 'accepted', flags: flagsOf(steps, drafts), versions: versionsOf(drafts) };
}

function draftOf(stream: StreamId, drafts: Drafts, progressOf: (stream: StreamId) => StreamProgress): StreamDraft {
  const known = drafts.get(stream);
  if (known) return known;
  const progress = progressOf(stream);
  const draft = { progress, current: progress.current, events: [] };
  drafts.set(stream, draft);
  return draft;
}

function keep(drafts: Drafts, causedBy: string): void {
  for (const { progress, current, events } of drafts.values()) {
    progress.current = current;
    progress.events.push(...events);
    progress.causedBy = causedBy;
  }
}

function appendsOf(progress: ReadonlyMap<StreamId, StreamProgress>): StreamAppend[] {
  const appends: StreamAppend[] = [];
  for (const [stream, { startVersion, events, causedBy, current }] of progress) {
    if (events.length === 0) continue;
    appends.push({ stream, expectedVersion: startVersion, events, causedBy, after: current });
  }
  return appends;
}

const versionOf = ({ startVersion, events }: StreamProgress): number => startVersion + events.length;

const versionsOf = (drafts: Drafts): { stream: StreamId; version: number }[] =>
  [...drafts].map(([stream, { progress, events }]) => ({ stream, version: versionOf(progress) + events.length }));

function flagsOf([first]: Submission['steps'], drafts: Drafts): (Outcome & { kind: 'accepted' })['flags'] {
  const current = first && drafts.get(first.stream)?.current;
  return current?.kind === 'ticket' ? current.state.flags : [];
}
