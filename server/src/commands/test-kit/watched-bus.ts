import { streamId, type Instant, type LogEvent } from '@citybrain/domain';
import { at, recordTicket } from '../../../../packages/domain/src/test-kit/commands.ts';
import type { Alongside, StreamAppend } from '../../log/event-log.ts';
import { MemoryEventLog } from '../../log/memory-event-log.ts';
import { CommandBus, type CommandBusOptions } from '../command-bus.ts';
import type { Outcome, Step, Submission } from '../submit.ts';

export const NOW = at(600);

/** The record of a ticket whose source calls it `id`. */
export const ticketStep = (id: string, given: Parameters<typeof recordTicket>[0] = {}): Step => ({
  stream: streamId('ticket', id),
  command: recordTicket({ sourceId: id, ...given }),
});

export const ticket = (id: string, given: Parameters<typeof recordTicket>[0] = {}): Submission => ({
  steps: [ticketStep(id, given)],
  causedBy: 'feed:hotline',
});

export const kinds = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ kind }) => kind);

/** A log that waits at a gate, counts transactions, and does before each what the test says. */
export class WatchedLog extends MemoryEventLog {
  readonly appends: number[] = [];
  gate: Promise<void> = Promise.resolve();
  before: (attempt: number, appends: readonly StreamAppend[]) => unknown = () => undefined;
  #attempts = 0;

  override async append(
    appends: readonly StreamAppend[],
    recordedAt: Instant,
    alongside?: Alongside,
  ): Promise<LogEvent[]> {
    await this.gate;
    this.#attempts += 1;
    await this.before(this.#attempts, appends);
    const events = await super.append(appends, recordedAt, alongside);
    this.appends.push(appends.length);
    return events;
  }

  /** Another server's append. */
  sneakIn(...appends: StreamAppend[]): Promise<LogEvent[]> {
    return super.append(appends, NOW);
  }
}

export interface WatchedBus {
  readonly bus: CommandBus;
  readonly log: WatchedLog;
  readonly announced: LogEvent[];
}

/** A bus on a log in memory, at {@link NOW}. */
export function watchedBus(given: Partial<CommandBusOptions> = {}, log = new WatchedLog()): WatchedBus {
  const announced: LogEvent[] = [];
  const bus = new CommandBus({ log, now: () => NOW, onAppended: (events) => announced.push(...events), ...given });
  return { bus, log, announced };
}
