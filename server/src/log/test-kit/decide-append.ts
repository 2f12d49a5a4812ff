import type { DomainEvent, Instant, StreamId } from '@citybrain/domain';
import { decideSubject, evolveSubject } from '../../commands/decide-subject.ts';
import type { SubjectCommand } from '../../commands/submit.ts';
import type { StoredStream, StreamAppend, StreamState } from '../event-log.ts';

/** For tests: the append that `command` decides on `stored`, which it must accept. */
export function decideAppend(
  stream: StreamId,
  stored: StoredStream | undefined,
  command: SubjectCommand,
  now: Instant,
): StreamAppend {
  const decision = decideSubject(stored?.current ?? null, command, now, { now });
  if (decision.kind !== 'events') throw new Error(`nothing to append: ${JSON.stringify(decision)}`);
  const after = evolveSubject(stored?.current ?? null, command, decision.events);
  return { stream, expectedVersion: stored?.version ?? 0, events: decision.events, causedBy: 'feed:test', after };
}

/** For tests: the fold of events that one command's kind decided. */
export const foldAll = (events: readonly DomainEvent[], command: SubjectCommand): StreamState =>
  evolveSubject(null, command, events);
