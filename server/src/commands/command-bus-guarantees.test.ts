import { streamId } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { at } from '../../../packages/domain/src/test-kit/commands.ts';
import type { DutyGuard } from '../log/duty-guard.ts';
import { decideAppend } from '../log/test-kit/decide-append.ts';
import { heldDuties } from '../log/test-kit/held-duties.ts';
import type { DecisionContext } from './decision-context.ts';
import type { Submission } from './submit.ts';
import { kinds, NOW, ticket, ticketStep, watchedBus, WatchedLog } from './test-kit/watched-bus.ts';

const A = streamId('ticket', 'a');

/** Another server updates a ticket that is there. */
async function updateElsewhere(log: WatchedLog, id: string, minutes: number): Promise<void> {
  const { stream, command } = ticketStep(id, { updatedAt: at(minutes), facts: { title: `at ${minutes}` } });
  await log.sneakIn(decideAppend(stream, (await log.load([stream])).get(stream), command, NOW));
}

const expecting = (expectedVersion: number, id: string, given: Parameters<typeof ticketStep>[1] = {}): Submission => ({
  steps: [{ ...ticketStep(id, given), expectedVersion }],
  causedBy: 'user:wang',
});

describe('submissions with steps', () => {
  it('[L14] are written whole or not at all, beside others', async () => {
    const { bus, log } = watchedBus();
    const steps = Array.from({ length: 13 }, (_, index) => ticketStep(`t${index}`));
    const spoilt = [...steps.slice(0, 12), ticketStep('t12', { reportedAt: at(99_999) })];
    const outcomes = await bus.submit([ticket('a'), { steps: spoilt, causedBy: 'user:wang' }, ticket('b')]);
    expect(kinds(outcomes)).toEqual(['accepted', 'refused', 'accepted']);
    expect(await log.head()).toBe(2);
    expect(kinds(await bus.submit([{ steps, causedBy: 'user:wang' }]))).toEqual(['accepted']);
    expect(await log.head()).toBe(15);
  });

  it('[L8, L14] stay whole when the store can not hold one of their steps', async () => {
    const { bus, log } = watchedBus();
    log.before = (_, appends) => {
      if (JSON.stringify(appends).includes('bad')) throw Object.assign(new Error('no'), { code: '22P05' });
    };
    const steps = [ticketStep('b'), ticketStep('c', { facts: { title: 'bad' } }), ticketStep('d')];
    const outcomes = await bus.submit([ticket('a'), { steps, causedBy: 'user:wang' }, ticket('e')]);
    expect(kinds(outcomes)).toEqual(['accepted', 'refused', 'accepted']);
    expect((await log.read(0, 9)).map(({ stream }) => stream)).toEqual([A, streamId('ticket', 'e')]);
  });

  it('[L6] are recorded under who gave each of them, also in one request', async () => {
    const { bus, log } = watchedBus();
    await bus.submit([ticket('a'), { ...ticket('a', { updatedAt: at(1) }), causedBy: 'user:wang' }]);
    expect((await log.read(0, 9)).map(({ causedBy }) => causedBy)).toEqual(['feed:hotline', 'user:wang']);
    expect(log.appends).toEqual([1, 1]);
  });

  it('are decided in the context of their batch', async () => {
    let asked = 0;
    const context = (): DecisionContext => ({ now: at((asked += 1)) });
    const { bus } = watchedBus({ context });
    const late = ticket('a', { reportedAt: at(60) });
    expect(kinds(await bus.submit([late, late]))).toEqual(['refused', 'refused']);
    expect(asked).toBe(1);
  });
});

describe('an expected version', () => {
  it('[L15] conflicts when another server writes between the decision and the append', async () => {
    const { bus, log } = watchedBus();
    await bus.submit([ticket('a')]);
    log.before = async (attempt) => {
      if (attempt === 2) await updateElsewhere(log, 'a', 1);
    };
    const outcomes = await bus.submit([expecting(1, 'a', { updatedAt: at(2) }), ticket('b')]);
    expect(outcomes).toMatchObject([{ kind: 'conflict', stream: A, version: 2 }, { kind: 'accepted' }]);
    expect(await log.head()).toBe(3);
  });

  it('[L15, L16] is compared with the store and not with what this server remembers', async () => {
    const { bus, log } = watchedBus();
    await bus.submit([ticket('a')]);
    await updateElsewhere(log, 'a', 1);
    // What this server remembers is version 1.
    expect(await bus.submit([expecting(2, 'a', { updatedAt: at(3) })])).toMatchObject([{ kind: 'accepted' }]);
    await updateElsewhere(log, 'a', 4);
    const conflict = { kind: 'conflict', stream: A, version: 4 };
    expect(await bus.submit([expecting(3, 'a', { updatedAt: at(5) })])).toEqual([conflict]);
    expect(await bus.submit([expecting(4, 'a', { updatedAt: at(5) })])).toMatchObject([{ kind: 'accepted' }]);
  });
});

describe('a refusal', () => {
  it('[L16] rests on the store and not on what this server remembers', async () => {
    const { bus, log } = watchedBus();
    await bus.submit([ticket('a', { disposedAt: at(5) })]);
    const earlier = ticket('a', { disposedAt: at(5), closedAt: at(4), updatedAt: at(6) });
    const loads: unknown[] = [];
    const load = log.load.bind(log);
    log.load = (streams) => {
      loads.push(...streams);
      return load(streams);
    };
    expect(kinds(await bus.submit([earlier]))).toEqual(['refused']);
    expect(loads).toEqual([A]);
  });
});

describe('a submission under a guard', () => {
  const guarded = (submission: Submission, epoch: number): Submission => {
    const guard: DutyGuard = { name: 'timer', epoch };
    return { ...submission, causedBy: 'system:timer', guard };
  };

  it('[L18] is written while the duty is held, and alone fails when it has passed on', async () => {
    const duties = heldDuties({ timer: 1 });
    const { bus, log } = watchedBus({}, new WatchedLog(duties.tables));
    expect(kinds(await bus.submit([guarded(ticket('a'), 1)]))).toEqual(['accepted']);
    duties.held.timer = 2;
    const [before, old, present, after] = await Promise.allSettled([
      bus.submit([ticket('b')]),
      bus.submit([guarded(ticket('c'), 1)]),
      bus.submit([guarded(ticket('d'), 2)]),
      bus.submit([ticket('e')]),
    ]);
    expect(old).toMatchObject({ status: 'rejected', reason: { code: 'DUTY-101', canRetry: false } });
    for (const answer of [before, present, after]) expect(answer).toMatchObject({ status: 'fulfilled' });
    expect((await log.read(1, 9)).map(({ stream }) => stream)).toEqual(
      ['b', 'd', 'e'].map((id) => streamId('ticket', id)),
    );
    expect(kinds(await bus.submit([ticket('c')]))).toEqual(['accepted']);
  });
});
