import { instant, streamId, type Instant, type LogEvent, type StreamId } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, hearStation, recordIncident, recordTicket } from '../../../packages/domain/src/test-kit/commands.ts';
import type { SubjectCommand } from '../commands/submit.ts';
import { Fault } from '../observe/fault.ts';
import type { EventLog } from './event-log.ts';
import { decideAppend, foldAll } from './test-kit/decide-append.ts';

/** One log, and as many writers to it as a test wants. */
export interface LogUnderTest {
  readonly log: EventLog;
  /** Another server's log on the same store. */
  another(): EventLog;
  close(): Promise<void>;
}

const NOW = at(600);
const stream = (name: string): StreamId => streamId('ticket', name);

async function put(log: EventLog, target: StreamId, command: SubjectCommand, now: Instant = NOW): Promise<LogEvent[]> {
  const stored = (await log.load([target])).get(target);
  return log.append([decideAppend(target, stored, command, now)], now);
}

const isConflict = (error: unknown): boolean => error instanceof Fault && error.code === 'LOG-101' && error.canRetry;

/** What every event log must do. */
export function eventLogContract(name: string, open: () => Promise<LogUnderTest>): void {
  describe(`${name} as an event log`, () => {
    let subject: LogUnderTest;
    let log: EventLog;
    beforeEach(async () => {
      subject = await open();
      log = subject.log;
    });
    afterEach(() => subject.close());

    it('is empty at first', async () => {
      expect(await log.head()).toBe(0);
      expect(await log.read(0, 10)).toEqual([]);
      expect(await log.readStream(stream('a'))).toEqual([]);
      expect(await log.load([stream('a')])).toEqual(new Map());
      expect(await log.append([], NOW)).toEqual([]);
    });

    it('[L6] gives back what was appended: happened and recorded times, cause, versions', async () => {
      const closed = recordTicket({ disposedAt: at(1), closedAt: at(2) });
      const appended = await put(log, stream('a'), closed);
      expect(appended).toMatchObject([
        { sequence: 1, version: 1, type: 'TicketReported', happenedAt: at(0), recordedAt: NOW, causedBy: 'feed:test' },
        { sequence: 2, version: 2, type: 'TicketDisposed', happenedAt: at(1), recordedAt: NOW, stream: stream('a') },
        { sequence: 3, version: 3, type: 'TicketClosed', happenedAt: at(2), recordedAt: NOW, typeVersion: 1 },
      ]);
      expect(await log.read(0, 10)).toEqual(appended);
      expect(await log.readStream(stream('a'))).toEqual(appended);
      expect(await log.read(1, 1)).toEqual([appended[1]]);
      expect(await log.read(3, 10)).toEqual([]);
      expect(await log.head()).toBe(3);
    });

    it('[L5] holds for each stream the fold of its events, to the last field', async () => {
      const place = {
        regionId: 'nbs:370203005000' as never,
        point: [120.3123456789, 36.0987654321] as const,
        source: 'point' as const,
        original: { lon: 120.3175, lat: 36.0991, datum: 'gcj02' as const },
      };
      const labels = { '键"\\': '值\n\t', empty: '', __proto__: 'own' };
      const matters: [StreamId, SubjectCommand[]][] = [
        [
          stream('bare'),
          [
            recordTicket({ sourceId: '1' }),
            recordTicket({ sourceId: '1', disposedAt: at(3), facts: { unit: '城管办' } }),
          ],
        ],
        [
          stream('full'),
          [recordTicket({ sourceId: '2', facts: { place, labels, dueAt: at(9), text: '𠮷😀', address: "O'Neil $1" } })],
        ],
        [
          streamId('station', 's'),
          [
            hearStation({ facts: { place }, readings: [{ name: 'level', value: 0.1 + 0.2, unit: 'cm' }] }),
            hearStation({ heardAt: at(1), facts: { place }, readings: [{ name: 'level', value: -1e-9, unit: null }] }),
            { type: 'MarkStationSilent' },
          ],
        ],
        [
          streamId('incident', 'i'),
          [recordIncident({ facts: { place, grade: 2 } }), recordIncident({ updatedAt: at(2), status: 'ended' })],
        ],
      ];
      for (const [target, commands] of matters) for (const command of commands) await put(log, target, command);
      const loaded = await log.load([...matters.map(([target]) => target), stream('unknown')]);
      expect(loaded.size).toBe(matters.length);
      for (const [target, commands] of matters) {
        const events = await log.readStream(target);
        expect(loaded.get(target)).toEqual({ version: events.length, current: foldAll(events, commands[0]!) });
      }
    });

    it.each([
      ['behind', 0],
      ['ahead', 2],
    ])(
      '[L3] refuses an append whose expected version lies %s, and writes nothing of it',
      async (_, expectedVersion) => {
        await put(log, stream('a'), recordTicket());
        const stale = {
          ...decideAppend(stream('a'), undefined, recordTicket({ facts: { title: 'stale' } }), NOW),
          expectedVersion,
        };
        const other = decideAppend(stream('b'), undefined, recordTicket({ sourceId: '2' }), NOW);
        const error = await log.append([other, stale], NOW).catch((refused: unknown) => refused);
        expect(isConflict(error)).toBe(true);
        expect(await log.head()).toBe(1);
        const held = await log.load([stream('a'), stream('b')]);
        expect(held.get(stream('a'))).toMatchObject({
          version: 1,
          current: { state: { facts: { title: '路灯不亮' } } },
        });
        expect(held.has(stream('b'))).toBe(false);
      },
    );

    it('[L4] keeps nothing when what goes alongside fails, and asks it nothing when there are no events', async () => {
      const append = decideAppend(stream('a'), undefined, recordTicket(), NOW);
      let asked = 0;
      const count = async (): Promise<void> => {
        asked += 1;
      };
      await expect(log.append([append], NOW, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect([await log.head(), (await log.load([stream('a')])).size]).toEqual([0, 0]);
      await log.append([], NOW, count);
      await log.append([append], NOW, count);
      expect([await log.head(), asked]).toEqual([1, 1]);
    });

    it('[L1] goes on without a gap after an append that failed', async () => {
      await put(log, stream('a'), recordTicket());
      const stale = decideAppend(stream('a'), undefined, recordTicket(), NOW);
      await expect(log.append([stale], NOW)).rejects.toThrow();
      await put(log, stream('b'), recordTicket({ sourceId: '2' }));
      expect((await log.read(0, 10)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    });

    it('[L12] tells who listens, until they stop', async () => {
      let heard = 0;
      const stop = await subject.another().listen(
        () => {
          heard += 1;
        },
        () => undefined,
      );
      await put(log, stream('a'), recordTicket());
      await expect.poll(() => heard).toBeGreaterThan(0);
      await stop();
      heard = 0;
      await put(log, stream('b'), recordTicket({ sourceId: '2' }));
      expect(heard).toBe(0);
    });

    it(
      '[L1, L2, L3] gives five writers one gapless sequence that a reader sees in order',
      { timeout: 60_000 },
      async () => {
        const HOT = 6;
        const ROUNDS = 120;
        let conflicts = 0;
        const acknowledged: LogEvent[] = [];
        const write = async (writer: number): Promise<void> => {
          const own = writer === 0 ? log : subject.another();
          for (let round = 0; round < ROUNDS; round += 1) {
            const names = [`w${writer}-${round}`, `w${writer}-${round}b`, `hot${round % HOT}`];
            for (;;) {
              const targets = names.map(stream);
              const held = await own.load(targets);
              const appends = targets.map((target, index) => {
                const version = held.get(target)?.version ?? 0;
                const record = recordTicket({ sourceId: names[index]!, updatedAt: instant(at(0) + version) });
                return decideAppend(target, held.get(target), record, NOW);
              });
              try {
                acknowledged.push(...(await own.append(appends, NOW)));
                break;
              } catch (error) {
                if (!isConflict(error)) throw error;
                conflicts += 1;
              }
            }
          }
        };
        let isWriting = true;
        const seen: LogEvent[] = [];
        const follow = async (): Promise<void> => {
          const own = subject.another();
          while (isWriting || (await own.head()) > seen.length) {
            const page = await own.read(seen.length, 700);
            page.forEach((event, index) => expect(event.sequence).toBe(seen.length + index + 1));
            seen.push(...page);
          }
        };
        const following = follow();
        await Promise.all([0, 1, 2, 3, 4].map(write)).finally(() => {
          isWriting = false;
        });
        await following;
        expect(conflicts).toBeGreaterThan(0);
        expect(seen).toHaveLength(5 * ROUNDS * 3);
        expect(acknowledged.sort((a, b) => a.sequence - b.sequence)).toEqual(seen);
        const versions = new Map<StreamId, number>();
        for (const event of seen) {
          expect(event.version).toBe((versions.get(event.stream) ?? 0) + 1);
          versions.set(event.stream, event.version);
        }
        for (const [target, stored] of await log.load([...versions.keys()])) {
          expect(stored.version).toBe(versions.get(target));
        }
      },
    );
  });
}
