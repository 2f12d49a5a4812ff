import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../../tests/support/shared-material.ts';
import { readLineItems } from './read-items.ts';
import { openIntake, ticketItem } from './test-kit/intake-fixture.ts';
import { FAR_AWAY, IN_NO_STREET, IN_WEST } from './test-kit/two-streets.ts';

const lines = (...texts: string[]): ReturnType<typeof readLineItems> =>
  readLineItems(Buffer.from(texts.join('\n')), 20_000);

const codes = (answer: { readonly rejections: readonly { readonly code: string }[] }): string[] =>
  answer.rejections.map(({ code }) => code);

describe('intake', () => {
  it('[I1] says what became of each item, and keeps what it refused', async () => {
    const { take, quarantine } = openIntake();
    const answer = await take(
      ticketItem({ id: '1' }),
      ticketItem({ id: '1' }),
      ticketItem({ id: '2', reportedAt: 'about noon' }),
      ticketItem({ id: '3', dueAt: '2059-01-01T00:00:00' }),
      { kind: 'ticket', id: '4' },
      ticketItem({ id: '5', reportedAt: '1899-01-01T00:00:00' }),
    );
    expect(answer).toMatchObject({ received: 6, accepted: 2, duplicate: 1, rejected: 3 });
    expect(answer.flagged).toEqual([{ index: 3, id: '3', flags: ['due-implausible'] }]);
    expect(answer.rejections).toEqual([
      { index: 2, id: '2', code: 'not-a-time', path: '/reportedAt', message: expect.any(String), quarantineId: 1 },
      { index: 4, id: '4', code: 'schema', path: '/title', message: '/title is missing', quarantineId: 2 },
      { index: 5, id: '5', code: 'happened-too-early', path: null, message: expect.any(String), quarantineId: 3 },
    ]);
    expect(quarantine.kept.map(({ feed, itemId, raw }) => [feed, itemId, JSON.parse(raw.toString()).id])).toEqual([
      ['hotline', '2', '2'],
      ['hotline', '4', '4'],
      ['hotline', '5', '5'],
    ]);
  });

  it('[I2] the same item twice is one event, in one request or in two, and whatever order its keys come in', async () => {
    const { take, log } = openIntake();
    const item = ticketItem({ ...IN_WEST, labels: { a: '1', b: '2' } });
    const turned = Object.fromEntries(Object.entries({ ...item, labels: { b: '2', a: '1' } }).reverse());
    expect(await take(item, item)).toMatchObject({ accepted: 1, duplicate: 1 });
    expect(await take(turned)).toMatchObject({ accepted: 0, duplicate: 1 });
    expect(await log.head()).toBe(1);
  });

  it('[I3] an older version that comes late changes nothing, a newer one does', async () => {
    const { take, find } = openIntake();
    await take(ticketItem({ updatedAt: '2026-06-25T12:00:00+08:00', title: 'newer' }));
    expect(await take(ticketItem({ updatedAt: '2026-06-25T11:00:00+08:00', title: 'older' }))).toMatchObject({
      duplicate: 1,
    });
    expect(await find('ticket', 'T1')).toMatchObject({ state: { facts: { title: 'newer' } } });
    await take(ticketItem({ closedAt: '2026-06-25T13:00:00+08:00', title: 'closed' }));
    expect(await find('ticket', 'T1')).toMatchObject({ state: { status: 'closed', facts: { title: 'closed' } } });
  });

  it.each<[string, object, string[]]>([
    ['happened in 1899', { reportedAt: '1899-05-01T00:00:00' }, ['happened-too-early']],
    ['happened in 2059', { reportedAt: '2059-05-01T00:00:00' }, ['happened-in-future']],
    ['disposed in 2059', { disposedAt: '2059-05-01T00:00:00' }, ['happened-in-future']],
    ['closed before the open', { closedAt: '2026-06-25T09:59:59+08:00' }, ['closed-before-reported']],
    ['a time on 30 February', { reportedAt: '2026-02-30T00:00:00' }, ['not-a-time']],
  ])('[I4] refuses what can not have happened: %s', async (_, given, expected) => {
    expect(codes(await openIntake().take(ticketItem(given)))).toEqual(expected);
  });

  it('[I5] keeps an odd target and a place outside, and says so', async () => {
    const { take } = openIntake();
    const answer = await take(
      ticketItem({ id: '1', dueAt: '2059-01-01T00:00:00' }),
      ticketItem({ id: '2', dueAt: '2026-06-01T00:00:00' }),
      ticketItem({ id: '3', ...FAR_AWAY }),
      ticketItem({ id: '4', ...IN_NO_STREET }),
    );
    expect(answer.accepted).toBe(4);
    expect(answer.flagged.map(({ id, flags }) => [id, flags])).toEqual([
      ['1', ['due-implausible']],
      ['2', ['due-before-report']],
      ['3', ['outside-regions']],
    ]);
  });

  it.each<[string, object, string[]]>([
    ['closed without a closing time', { status: 'closed' }, ['status-contradicts-times']],
    ['reported with a closing time', { status: 'reported', closedAt: '2026-06-25T11:00:00+08:00' }, ['status-contradicts-times']],
    ['disposed with a disposal time', { status: 'disposed', disposedAt: '2026-06-25T11:00:00+08:00' }, []],
    ['closed with a closing time', { closedAt: '2026-06-25T11:00:00+08:00' }, []],
  ])('[I18] takes a status only with the times it needs: %s', async (_, given, expected) => {
    expect(codes(await openIntake().take(ticketItem(given)))).toEqual(expected);
  }); // prettier-ignore

  it('[I12] takes the other four lines when the third is broken', async () => {
    const { intake, feed, quarantine } = openIntake();
    const good = ['1', '2', '4', '5'].map((id) => JSON.stringify(ticketItem({ id })));
    const answer = await intake.take(lines(good[0]!, good[1]!, '{"kind":"ticket",', good[2]!, good[3]!), feed);
    expect(answer).toMatchObject({ received: 5, accepted: 4, rejected: 1 });
    expect(answer.rejections[0]).toMatchObject({ index: 2, id: null, code: 'not-json' });
    expect(answer.rejections[0]?.message).toContain('line 3');
    expect(quarantine.kept[0]?.raw.toString()).toBe('{"kind":"ticket",');
  });

  it('[I10] refuses what no store can hold, with the field at fault, and takes the rest', async () => {
    const { intake, feed } = openIntake();
    const answer = await intake.take(
      lines(
        '{"kind":"ticket","id":"a\\u0000","title":"x","reportedAt":"2026-06-25T10:00:00Z"}',
        '{"kind":"ticket","id":"b","title":"\\ud83d","reportedAt":"2026-06-25T10:00:00Z"}',
        `{"kind":"ticket","id":"c","title":"x","reportedAt":"2026-06-25T10:00:00Z","extra":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
        '{"title":"\u0000"}',
        JSON.stringify(ticketItem({ id: 'd', reportedAt: '2026-06-25T10:00:00+08:00' })),
      ),
      feed,
    );
    expect(answer).toMatchObject({ accepted: 1, rejected: 4 });
    expect(answer.rejections.map(({ code, path, id }) => [code, path, id])).toEqual([
      ['text-not-storable', '/id', 'a\ufffd'],
      ['text-not-storable', '/title', 'b'],
      ['nested-too-deep', null, 'c'],
      ['not-json', null, null],
    ]);
  });

  it('[I13] of duplicate keys takes the last', async () => {
    const { intake, feed, find } = openIntake();
    await intake.take(lines('{"kind":"ticket","id":"T1","title":"first","title":"last","reportedAt":"2026-06-25T10:00:00+08:00"}'), feed);
    expect(await find('ticket', 'T1')).toMatchObject({ state: { facts: { title: 'last' } } });
  }); // prettier-ignore

  it('takes stations and incidents with what they leave out filled in', async () => {
    const { take, find } = openIntake();
    const answer = await take(
      { kind: 'station', id: 'S1', name: '水位', happenedAt: '2026-06-25T10:00:00+08:00', readings: [{ name: 'l', value: 3 }] },
      { kind: 'incident', id: 'I1', title: '啤酒节', updatedAt: '2026-06-25T10:00:00+08:00', startsAt: '2026-06-25', grade: 2 },
      { kind: 'incident', id: 'I2', title: '啤酒节', updatedAt: '2026-06-25T10:00:00+08:00', startsAt: '2030-06-25T10:00:00' },
    ); // prettier-ignore
    expect(codes(answer)).toEqual(['not-a-time']);
    expect(await find('station', 'S1')).toMatchObject({
      state: { facts: { stationKind: 'other', promiseSeconds: 3600 }, readings: [{ name: 'l', value: 3, unit: null }] },
    });
    expect(await find('incident', 'I2')).toMatchObject({
      state: { status: 'announced', facts: { grade: null, incidentKind: 'other', endsAt: null } },
    });
  });

  it('[I17] keeps the same bytes once, however often they are refused', async () => {
    const { take, quarantine } = openIntake();
    const first = await take(ticketItem({ title: '' }));
    const second = await take(ticketItem({ title: '' }));
    expect(second.rejections[0]?.quarantineId).toBe(first.rejections[0]?.quarantineId);
    expect(quarantine.kept).toHaveLength(1);
  });
});

describeWithShared('the big list of naughty strings', 'fuzz/blns/blns.json', (path) => {
  it('[I16] is taken in every text field and kept letter by letter', async () => {
    const naughty = (JSON.parse(readFileSync(path, 'utf8')) as string[]).filter((text) => text !== '');
    expect(naughty.length).toBeGreaterThan(500);
    const { take, find } = openIntake();
    const fields = (text: string): object => ({
      ...{ title: text.slice(0, 500), text, category: text.slice(0, 120), channel: text.slice(0, 60) },
      ...{ unit: text.slice(0, 200), address: text.slice(0, 500), labels: { [text.slice(0, 60)]: text.slice(0, 500) } },
    });
    const whole = naughty.map((text) => (text.isWellFormed() ? text : text.toWellFormed()));
    const answer = await take(...whole.map((text, index) => ticketItem({ id: `${index} ${text.slice(0, 100)}`, ...fields(text) })));
    const cutInHalf = answer.rejections.filter(({ code }) => code === 'text-not-storable');
    expect(answer.rejections).toEqual(cutInHalf);
    expect(cutInHalf.length).toBeLessThan(3);
    for (const [index, text] of whole.entries()) {
      if (cutInHalf.some((rejection) => rejection.index === index)) continue;
      const { address, unit, ...facts } = fields(text) as { address: string; unit: string };
      const found = await find('ticket', `${index} ${text.slice(0, 100)}`);
      expect(found).toMatchObject({ state: { facts: { ...facts, address, unit } } });
    }
  }); // prettier-ignore
});
