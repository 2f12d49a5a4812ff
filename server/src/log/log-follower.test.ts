import type { LogEvent } from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, recordTicket } from '../../../packages/domain/src/test-kit/commands.ts';
import { streamId } from '@citybrain/domain';
import type { EventLog } from './event-log.ts';
import { LogFollower } from './log-follower.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import { decideAppend } from './test-kit/decide-append.ts';

const NOW = at(600);

/** Appends `count` events and answers them. */
async function write(log: EventLog, count: number): Promise<LogEvent[]> {
  const head = await log.head();
  const appends = Array.from({ length: count }, (_, index) => {
    const id = String(head + index);
    return decideAppend(streamId('ticket', id), undefined, recordTicket({ sourceId: id }), NOW);
  });
  return log.append(appends, NOW);
}

/** The log with reads that take as long as the test's schedule says, on both ways. */
const slowly = (log: MemoryEventLog, schedule: fc.Scheduler): EventLog =>
  new Proxy(log, {
    get: (target, key) => {
      if (key === 'read') {
        return async (after: number, limit: number): Promise<LogEvent[]> => {
          await schedule.schedule(Promise.resolve(), 'ask');
          const page = await target.read(after, limit);
          await schedule.schedule(Promise.resolve(), 'answer');
          return page;
        };
      }
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

describe('a follower of the log', () => {
  it('[L10] takes every event once and in order, however own and foreign appends and reads fall', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('own' as const), count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constant('foreign' as const), count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constantFrom('offer' as const, 'catch up' as const, 'wait' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.scheduler(), async (steps, schedule) => {
        const log = new MemoryEventLog();
        const taken: number[] = [];
        const follower = new LogFollower(slowly(log, schedule), (events) => {
          taken.push(...events.map(({ sequence }) => sequence));
        });
        const notYetOffered: LogEvent[][] = [];
        for (const { kind, ...rest } of steps) {
          if (kind === 'own') notYetOffered.push(await write(log, 'count' in rest ? rest.count : 1));
          if (kind === 'foreign') await write(log, 'count' in rest ? rest.count : 1);
          if (kind === 'offer') follower.offer(notYetOffered.shift() ?? []);
          if (kind === 'catch up') void follower.catchUp();
          if (kind === 'wait' && schedule.count() > 0) await schedule.waitNext(1);
        }
        const caughtUp = follower.catchUp();
        await schedule.waitFor(caughtUp);
        const head = await log.head();
        expect(taken).toEqual(Array.from({ length: head }, (_, index) => index + 1));
        expect(follower.sequence).toBe(head);
      }),
      { numRuns: 200 },
    );
  });

  it('takes what its own writer offers at once, without a read', async () => {
    const log = new MemoryEventLog();
    const taken: number[] = [];
    const follower = new LogFollower(log, (events) => taken.push(...events.map(({ sequence }) => sequence)));
    follower.offer(await write(log, 2));
    expect(taken).toEqual([1, 2]);
  });

  it('reads a long log page by page', async () => {
    const log = new MemoryEventLog();
    await write(log, 12_001);
    let taken = 0;
    const follower = new LogFollower(log, (events) => (taken += events.length));
    await follower.catchUp();
    expect([taken, follower.sequence]).toEqual([12_001, 12_001]);
  });

  it('keeps its place when the store fails, and goes on from there', async () => {
    const log = new MemoryEventLog();
    await write(log, 2);
    let isAway = true;
    const failing: EventLog = Object.create(log, {
      read: {
        value: (after: number, limit: number) => (isAway ? Promise.reject(new Error('away')) : log.read(after, limit)),
      },
    }) as EventLog;
    const follower = new LogFollower(failing, () => undefined);
    await expect(follower.catchUp()).rejects.toThrow('away');
    expect(follower.sequence).toBe(0);
    isAway = false;
    await follower.catchUp();
    expect(follower.sequence).toBe(2);
  });
});
