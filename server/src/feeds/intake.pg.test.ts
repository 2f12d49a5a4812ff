import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithShared } from '../../../tests/support/shared-material.ts';
import { CommandBus } from '../commands/command-bus.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { Quarantine } from '../log/quarantine.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { Intake } from './intake.ts';
import { readJsonItems, readLineItems } from './read-items.ts';
import { subjectStream } from './subject-id.ts';
import { NOW, ticketItem } from './test-kit/intake-fixture.ts';
import { DISTRICT, IN_WEST, twoStreets } from './test-kit/two-streets.ts';

const FEED = { name: 'hotline', home: DISTRICT, zone: 'Asia/Shanghai' };

describe('intake into PostgreSQL', () => {
  let store: TestStore;
  let log: PostgresEventLog;
  let open: () => Intake;
  beforeAll(async () => {
    store = await openTestStore();
    log = new PostgresEventLog(store.database);
    const geography = twoStreets();
    open = () =>
      new Intake({
        submit: new CommandBus({ log, now: () => NOW, onAppended: () => undefined }),
        quarantine: new Quarantine(store.database),
        geography: () => geography,
        now: () => NOW,
      });
  });
  afterAll(() => store.close());

  const take = (...items: unknown[]): ReturnType<Intake['take']> =>
    open().take(readJsonItems(Buffer.from(JSON.stringify(items)), 20_000), FEED);

  it('[I2] the same item twice is one event, also for two servers at once and after a restart', async () => {
    const items = Array.from({ length: 40 }, (_, index) =>
      ticketItem({ id: `twice ${index}`, ...IN_WEST, labels: { b: '1', a: '2' }, dueAt: '2026-07-01T08:00:00' }),
    );
    const before = await log.head();
    const answers = await Promise.all([take(...items), take(...items.slice().reverse()), take(...items)]);
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(40);
    expect(answers.reduce((sum, { duplicate }) => sum + duplicate, 0)).toBe(80);
    expect(await log.head()).toBe(before + 40);
    expect(await take(...items)).toMatchObject({ accepted: 0, duplicate: 40 });
  });

  it('[I10] refuses and keeps what PostgreSQL can not hold, also in a line that is not JSON', async () => {
    const body = `{"title":"\u0000"}\n{"kind":"ticket","id":"\\u0000","title":"\\ud800","reportedAt":"2026-06-25T10:00:00Z"}`;
    const answer = await open().take(readLineItems(Buffer.from(body), 10), FEED);
    expect(answer.rejections.map(({ code }) => code)).toEqual(['not-json', 'text-not-storable']);
    expect(answer.rejections.every(({ quarantineId }) => quarantineId !== null)).toBe(true);
  });

  it('[L8] splits out a target that no calendar of the store reaches', async () => {
    const answer = await take(
      ticketItem({ id: 'year 0', dueAt: '0000-01-01T00:00:00Z' }),
      ticketItem({ id: 'year 10000', dueAt: '9999-12-31T23:59:59-14:00' }),
      ticketItem({ id: 'year 2059', dueAt: '2059-12-31T23:59:59' }),
    );
    expect(answer.rejections.map(({ id, code }) => [id, code])).toEqual([
      ['year 0', 'not-storable'],
      ['year 10000', 'not-storable'],
    ]);
    expect(answer.flagged).toMatchObject([{ id: 'year 2059' }]);
  });

  describeWithShared('with the big list of naughty strings', 'fuzz/blns/blns.json', (path) => {
    it('[I16] keeps each letter by letter in every column', async () => {
      const naughty = (JSON.parse(readFileSync(path, 'utf8')) as string[]).filter((text) => text !== '');
      const answer = await take(
        ...naughty.map((text, index) =>
          ticketItem({
            ...{
              id: String(index),
              title: text.slice(0, 499).toWellFormed(),
              text,
              address: text.slice(0, 499).toWellFormed(),
            },
            labels: { naughty: text.slice(0, 499).toWellFormed() },
          }),
        ),
      );
      expect(answer.rejections).toEqual([]);
      const streams = naughty.map((_, index) => subjectStream('ticket', FEED.name, String(index)));
      const held = await log.load(streams);
      naughty.forEach((text, index) => {
        expect(held.get(streams[index]!)?.current.state).toMatchObject({ facts: { text } });
      });
    });
  });
});
