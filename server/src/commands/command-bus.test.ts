import { streamId } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { at, hearStation, recordTicket } from '../../../packages/domain/src/test-kit/commands.ts';
import { decideAppend } from '../log/test-kit/decide-append.ts';
import { Fault } from '../observe/fault.ts';
import type { Submission } from './submit.ts';
import { kinds, NOW, ticket, ticketStep, watchedBus as build } from './test-kit/watched-bus.ts';

function gate(): { readonly closed: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { closed, open: () => open() };
}

describe('the command bus', () => {
  it('answers outcomes in the order of the submissions', async () => {
    const { bus } = build();
    const first = ticketStep('a');
    const outcomes = await bus.submit([
      ticket('a'),
      ticket('b', { reportedAt: at(99_999) }),
      ticket('a'),
      ticket('c', { facts: { dueAt: at(-1) } }),
      ticket('a', { disposedAt: at(5) }),
      ticket('a', { updatedAt: at(1) }),
    ]);
    expect(outcomes).toEqual([
      { kind: 'accepted', flags: [], versions: [{ stream: first.stream, version: 1 }] },
      { kind: 'refused', refusal: expect.objectContaining({ code: 'happened-in-future' }) },
      { kind: 'unchanged', why: 'duplicate' },
      { kind: 'accepted', flags: ['due-before-report'], versions: [{ stream: streamId('ticket', 'c'), version: 1 }] },
      { kind: 'accepted', flags: [], versions: [{ stream: first.stream, version: 2 }] },
      { kind: 'unchanged', why: 'superseded' },
    ]);
  });

  it('writes requests that arrive together in one transaction, up to the size of a batch', async () => {
    const { bus, log } = build({ batchSize: 4 });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => bus.submit([ticket(id)])));
    expect(log.appends).toEqual([4, 1]);
    await bus.submit(['f', 'g', 'h', 'i', 'j', 'k'].map((id) => ticket(id)));
    expect(log.appends).toEqual([4, 1, 4, 2]);
  });

  it('writes nothing for what is known', async () => {
    const { bus, log } = build();
    await bus.submit([ticket('a')]);
    await bus.submit([ticket('a')]);
    expect(await log.head()).toBe(1);
    expect(await bus.submit([])).toEqual([]);
  });

  it('takes the next request from whoever was just answered', async () => {
    const { bus } = build();
    for (const id of ['a', 'b', 'c']) expect(kinds(await bus.submit([ticket(id)]))).toEqual(['accepted']);
    expect(bus.backlog).toBe(0);
  });

  it('announces what it appended, in order', async () => {
    const { bus, announced } = build({ batchSize: 2 });
    await bus.submit([ticket('a', { closedAt: at(1) }), ticket('b'), ticket('c')]);
    expect(announced.map(({ sequence, type }) => [sequence, type])).toEqual([
      [1, 'TicketReported'],
      [2, 'TicketClosed'],
      [3, 'TicketReported'],
      [4, 'TicketReported'],
    ]);
  });

  it('[L13] decides again on the present state when another writer was faster', async () => {
    const { bus, log } = build();
    const { stream, command } = ticketStep('a', { facts: { title: 'theirs' } });
    log.before = async (attempt) => {
      if (attempt === 1) await log.sneakIn(decideAppend(stream, undefined, command, NOW));
    };
    const outcomes = await bus.submit([ticket('a', { updatedAt: at(1), facts: { title: 'ours' } }), ticket('b')]);
    expect(kinds(outcomes)).toEqual(['accepted', 'accepted']);
    expect((await log.readStream(stream)).map(({ type }) => type)).toEqual(['TicketReported', 'TicketUpdated']);
  });

  it('[L13] sees that the other writer brought the same record', async () => {
    const { bus, log } = build();
    const ours = ticketStep('a');
    log.before = async (attempt) => {
      if (attempt === 1) await log.sneakIn(decideAppend(ours.stream, undefined, ours.command, NOW));
    };
    expect(await bus.submit([ticket('a')])).toEqual([{ kind: 'unchanged', why: 'duplicate' }]);
    expect(await log.head()).toBe(1);
  });

  it('gives up after a while when it always loses, and says that it may be tried again', async () => {
    const { bus, log } = build();
    log.before = async (attempt) => {
      const held = (await log.load([streamId('ticket', 'a')])).get(streamId('ticket', 'a'));
      const theirs = recordTicket({ sourceId: 'a', updatedAt: at(attempt), facts: { title: String(attempt) } });
      await log.sneakIn(decideAppend(streamId('ticket', 'a'), held, theirs, NOW));
    };
    const error = await bus.submit([ticket('a', { updatedAt: at(90) })]).catch((fault: unknown) => fault);
    expect(error).toMatchObject({ code: 'LOG-101', canRetry: true });
    expect(bus.backlog).toBe(0);
  });

  it('[L8] splits out the items that the store can not hold, and writes all others in their order', async () => {
    const { bus, log } = build();
    log.before = (_, appends) => {
      if (JSON.stringify(appends).includes('bad'))
        throw Object.assign(new Error('no such character'), { code: '22P05' });
    };
    const outcomes = await bus.submit([
      ticket('a'),
      ticket('b', { facts: { title: 'bad' } }),
      ticket('c'),
      ticket('a', { updatedAt: at(2), facts: { title: 'bad' } }),
      ticket('a', { updatedAt: at(3) }),
    ]);
    expect(kinds(outcomes)).toEqual(['accepted', 'refused', 'accepted', 'refused', 'accepted']);
    expect(outcomes[1]).toMatchObject({ refusal: { code: 'not-storable' } });
    expect((await log.readStream(streamId('ticket', 'a'))).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('[L9] acknowledges nothing before the commit, and nothing at all when the store fails', async () => {
    const { bus, log } = build();
    const { closed, open } = gate();
    log.gate = closed;
    let isAnswered = false;
    const answer = bus.submit([ticket('a')]).finally(() => {
      isAnswered = true;
    });
    await new Promise(setImmediate);
    expect([isAnswered, bus.backlog]).toEqual([false, 1]);
    log.before = () => {
      throw new Fault('STORE-104', 'gone', { canRetry: true });
    };
    open();
    await expect(answer).rejects.toMatchObject({ code: 'STORE-104' });

    log.before = () => undefined;
    expect(kinds(await bus.submit([ticket('a')]))).toEqual(['accepted']);
  });

  it('turns requests away while the queue is full, and takes them once it has drained', async () => {
    const { bus, log } = build({ queueLimit: 2 });
    const { closed, open } = gate();
    log.gate = closed;
    const taken = bus.submit([ticket('a'), ticket('b')]);
    await expect(bus.submit([ticket('c')])).rejects.toMatchObject({ code: 'FEED-101', canRetry: true });
    open();
    expect(kinds(await taken)).toEqual(['accepted', 'accepted']);
    expect(kinds(await bus.submit([ticket('c')]))).toEqual(['accepted']);
  });

  it('writes what was taken before it closes, and takes nothing after', async () => {
    const { bus, log } = build();
    const { closed, open } = gate();
    log.gate = closed;
    const taken = Promise.all([bus.submit([ticket('a')]), bus.submit([ticket('b')])]);
    const closing = bus.close();
    await expect(bus.submit([ticket('c')])).rejects.toMatchObject({ code: 'FEED-101' });
    open();
    await closing;
    expect(await log.head()).toBe(2);
    await taken;
  });

  it('keeps stations by what they are: a silence that came too late is refused', async () => {
    const { bus } = build();
    const stream = streamId('station', 's');
    const silence: Submission = {
      steps: [{ stream, command: { type: 'MarkStationSilent' } }],
      causedBy: 'system:timer',
    };
    const heard: Submission = {
      steps: [{ stream, command: hearStation({ heardAt: at(599) }) }],
      causedBy: 'feed:sensors',
    };
    const outcomes = await bus.submit([silence, heard, silence]);
    expect(outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind))).toEqual([
      'unknown-station',
      'accepted',
      'not-silent-yet',
    ]);
  });
});
