import { streamKindOf, type Instant, type StreamId } from '@citybrain/domain';
import { at } from '../../../../packages/domain/src/test-kit/commands.ts';
import { CommandBus } from '../../commands/command-bus.ts';
import type { StreamState } from '../../log/event-log.ts';
import { MemoryEventLog } from '../../log/memory-event-log.ts';
import { Intake, type QuarantinePort } from '../intake.ts';
import type { FeedSource } from '../item-command.ts';
import { readJsonItems } from '../read-items.ts';
import { subjectStream } from '../subject-id.ts';
import { DISTRICT, twoStreets } from './two-streets.ts';

type Kept = Parameters<QuarantinePort['put']>[0][number];

/** As strict as PostgreSQL about text; the same bytes of a feed are one entry. */
export class MemoryQuarantine implements QuarantinePort {
  readonly kept: Kept[] = [];

  put(items: readonly Kept[]): Promise<number[]> {
    for (const { feed, code, message, path, itemId } of items) {
      for (const text of [feed, code, message, path ?? '', itemId ?? '']) {
        if (text.includes('\u0000')) return Promise.reject(new Error(`no store holds ${JSON.stringify(text)}`));
      }
    }
    const ids = items.map((item) => {
      const known = this.kept.findIndex(({ feed, raw }) => feed === item.feed && raw.equals(item.raw));
      return known >= 0 ? known + 1 : this.kept.push(item);
    });
    return Promise.resolve(ids);
  }
}

export const NOW = at(600);

export interface IntakeFixture {
  readonly intake: Intake;
  readonly log: MemoryEventLog;
  readonly quarantine: MemoryQuarantine;
  readonly feed: FeedSource;
  /** Takes items as a JSON body. */
  take(...items: unknown[]): ReturnType<Intake['take']>;
  /** The fold of a feed's item. */
  find(kind: 'ticket' | 'station' | 'incident', id: string, feed?: string): Promise<StreamState | undefined>;
}

/** An intake of two streets whose log is in memory, at {@link NOW}. */
export function openIntake(now: () => Instant = () => NOW): IntakeFixture {
  const log = new MemoryEventLog();
  const quarantine = new MemoryQuarantine();
  const bus = new CommandBus({ log, now, onAppended: () => undefined });
  const geography = twoStreets();
  const intake = new Intake({ submit: bus, quarantine, geography: () => geography, now });
  const feed: FeedSource = { name: 'hotline', home: DISTRICT, zone: 'Asia/Shanghai' };
  return {
    intake,
    log,
    quarantine,
    feed,
    take: (...items) => intake.take(readJsonItems(Buffer.from(JSON.stringify(items)), 20_000), feed),
    async find(kind, id, name = feed.name) {
      const stream: StreamId = subjectStream(kind, name, id);
      const stored = (await log.load([stream])).get(stream);
      return stored && streamKindOf(stream) === kind ? stored.current : undefined;
    },
  };
}

/** A minimal ticket item. */
export const ticketItem = (given: object = {}): Record<string, unknown> => ({
  kind: 'ticket',
  id: 'T1',
  title: '路灯不亮',
  reportedAt: '2026-06-25T10:00:00+08:00',
  ...given,
});
