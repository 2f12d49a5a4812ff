import type { StreamId } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { at } from '../../../packages/domain/src/test-kit/commands.ts';
import type { StoredStream } from '../log/event-log.ts';
import { planBatch, type BatchPlan } from './plan-batch.ts';
import type { Submission } from './submit.ts';
import { kinds, NOW, ticketStep } from './test-kit/watched-bus.ts';

const A = ticketStep('a').stream;
const B = ticketStep('b').stream;
const later = (minutes: number): Parameters<typeof ticketStep>[1] => ({ updatedAt: at(minutes) });
const future = { reportedAt: at(99_999) };

const submission = (...steps: Submission['steps']): Submission => ({ steps, causedBy: 'user:wang' });

const plan = (submissions: readonly Submission[], loaded: ReadonlyMap<StreamId, StoredStream> = new Map()): BatchPlan =>
  planBatch(submissions, loaded, { now: NOW });

/** A store that holds what was planned. */
const stored = ({ appends }: BatchPlan): Map<StreamId, StoredStream> =>
  new Map(
    appends.flatMap(({ stream, expectedVersion, events, after }) =>
      after ? [[stream, { version: expectedVersion + events.length, current: after }] as const] : [],
    ),
  );

describe('the plan of a batch', () => {
  it('[L14] decides each step on what the ones before it left', () => {
    const { outcomes, appends } = plan([
      submission(
        ticketStep('a', { facts: { dueAt: at(-1) } }),
        ticketStep('b'),
        ticketStep('a', { disposedAt: at(5), facts: { dueAt: at(-1) } }),
      ),
    ]);
    const versions = [
      { stream: A, version: 2 },
      { stream: B, version: 1 },
    ];
    expect(outcomes).toEqual([{ kind: 'accepted', flags: ['due-before-report'], versions }]);
    expect(appends.map(({ stream, events }) => [stream, events.map(({ type }) => type)])).toEqual([
      [A, ['TicketReported', 'TicketDisposed']],
      [B, ['TicketReported']],
    ]);
  });

  it('[L14] keeps nothing of thirteen steps when the last one is refused', () => {
    const steps = Array.from({ length: 12 }, (_, index) => ticketStep(`t${index % 6}`, later(index)));
    const whole = plan([submission(...steps)]);
    expect(kinds(whole.outcomes)).toEqual(['accepted']);
    expect(whole.appends).toHaveLength(6);

    const { outcomes, appends } = plan([
      submission(ticketStep('t0')),
      submission(...steps, ticketStep('a', future)),
      submission(ticketStep('t1')),
    ]);
    expect(outcomes[1]).toMatchObject({ kind: 'refused', refusal: { code: 'happened-in-future' } });
    expect(appends.map(({ stream, events }) => [stream, events.length])).toEqual([
      [ticketStep('t0').stream, 1],
      [ticketStep('t1').stream, 1],
    ]);
  });

  it('[L14] contributes nothing for a step that changes nothing, and changes nothing when none does', () => {
    const loaded = stored(plan([submission(ticketStep('a', later(3)))]));
    const mixed = plan([submission(ticketStep('a', later(3)), ticketStep('b'))], loaded);
    const versions = [
      { stream: A, version: 1 },
      { stream: B, version: 1 },
    ];
    expect(mixed.outcomes).toEqual([{ kind: 'accepted', flags: [], versions }]);
    expect(mixed.appends.map(({ stream }) => stream)).toEqual([B]);

    const none = plan([submission(ticketStep('a', later(2)), ticketStep('a', later(3)))], loaded);
    expect(none).toEqual({ outcomes: [{ kind: 'unchanged', why: 'superseded' }], appends: [], unchecked: new Set() });
    expect(plan([submission()]).outcomes).toEqual([{ kind: 'unchanged', why: 'duplicate' }]);
  });

  it('[L15] answers a conflict with the present version, and keeps nothing of the submission', () => {
    const loaded = stored(plan([submission(ticketStep('a'), ticketStep('a', { disposedAt: at(1) }))]));
    const update = ticketStep('a', { disposedAt: at(1), updatedAt: at(9) });
    const conflict = { kind: 'conflict', stream: A, version: 2 };
    for (const expectedVersion of [0, 1, 3]) {
      const { outcomes, appends } = plan([submission(ticketStep('b'), { ...update, expectedVersion })], loaded);
      expect([outcomes, appends]).toEqual([[conflict], []]);
    }
    expect(kinds(plan([submission({ ...update, expectedVersion: 2 })], loaded).outcomes)).toEqual(['accepted']);
  });

  it('[L15] knows a stream that does not exist as version 0', () => {
    const { outcomes } = plan([
      submission({ ...ticketStep('a'), expectedVersion: 1 }),
      submission({ ...ticketStep('a'), expectedVersion: 0 }),
      submission({ ...ticketStep('a', later(1)), expectedVersion: 0 }),
    ]);
    expect(outcomes).toEqual([
      { kind: 'conflict', stream: A, version: 0 },
      { kind: 'accepted', flags: [], versions: [{ stream: A, version: 1 }] },
      { kind: 'conflict', stream: A, version: 1 },
    ]);
  });

  it('[L15] compares with the version before the first step, whatever the steps make of it', () => {
    const disposed = ticketStep('a', { disposedAt: at(1) });
    const both = submission({ ...ticketStep('a'), expectedVersion: 0 }, { ...disposed, expectedVersion: 0 });
    expect(plan([both]).outcomes).toMatchObject([{ kind: 'accepted', versions: [{ version: 2 }] }]);
  });

  it('[L16] names the streams that decided something and that no append checks', () => {
    const loaded = stored(plan([submission(ticketStep('a'))]));
    const refused = submission(ticketStep('b'), ticketStep('a', { ...later(1), ...future }));
    expect(plan([refused], loaded).unchecked).toEqual(new Set([A, B]));
    expect(plan([refused, submission(ticketStep('b'))], loaded).unchecked).toEqual(new Set([A]));
    expect(plan([submission({ ...ticketStep('a'), expectedVersion: 1 })], loaded).unchecked).toEqual(new Set([A]));
    expect(plan([submission(ticketStep('a'))], loaded).unchecked).toEqual(new Set());
  });
});
