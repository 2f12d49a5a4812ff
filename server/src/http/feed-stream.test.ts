import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { FeedStream, type FeedStreamOptions } from './feed-stream.ts';

/** The server's end of a WebSocket, without a network. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  isPaused = false;
  bufferedAmount = 0;
  pings = 0;
  closedWith: number | null = null;
  readonly sent: { readonly message: number }[] = [];
  readonly #unread: (() => void)[] = [];

  send(text: string, taken: () => void): void {
    this.sent.push(JSON.parse(text) as { message: number });
    if (this.bufferedAmount > 0) this.#unread.push(taken);
    else taken();
  }
  read(): void {
    this.bufferedAmount = 0;
    for (const taken of this.#unread.splice(0)) taken();
  }
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
  ping(): void {
    this.pings += 1;
  }
  close(code: number): void {
    this.readyState = 2;
    this.closedWith = code;
  }
  terminate(): void {
    this.readyState = 3;
    this.emit('close');
  }
  receive(text: string): void {
    this.emit('message', Buffer.from(text), false);
  }
}

let socket: FakeSocket;
const open = (options: Partial<FeedStreamOptions> = {}): FeedStream =>
  new FeedStream(socket as unknown as WebSocket, {
    answer: ({ message }) => Promise.resolve({ message }),
    ...options,
  });
beforeEach(() => {
  socket = new FakeSocket();
});
afterEach(() => {
  socket.terminate();
  vi.useRealTimers();
});

async function turnsUntil(isDone: () => boolean): Promise<number> {
  let turns = 0;
  for (; !isDone(); turns += 1) await nextTurn();
  return turns;
}

describe('a flood of messages', () => {
  it('leaves the others a turn between any two, and is answered in order', async () => {
    open();
    for (let count = 0; count < 20_000; count += 1) socket.receive('x');
    expect(await turnsUntil(() => socket.sent.length === 20_000)).toBeGreaterThan(19_000);
    expect(socket.sent.every(({ message }, at) => message === at)).toBe(true);
  });

  it('waits in the socket from 64 messages on, until half of them are answered', async () => {
    open();
    for (let count = 0; count < 63; count += 1) socket.receive('x');
    expect(socket.isPaused).toBe(false);
    socket.receive('x');
    expect(socket.isPaused).toBe(true);
    await turnsUntil(() => !socket.isPaused);
    expect(socket.sent.length).toBe(32);
  });

  it('waits while its sender reads no answers', async () => {
    open();
    socket.bufferedAmount = 2 * 1024 * 1024;
    for (let count = 0; count < 100; count += 1) socket.receive('x');
    for (let turn = 0; turn < 300; turn += 1) await nextTurn();
    expect([socket.sent.length, socket.isPaused]).toEqual([1, true]);
    socket.read();
    await turnsUntil(() => socket.sent.length === 100);
    expect(socket.isPaused).toBe(false);
  });

  it.each<[string, (stream: FeedStream) => void]>([
    ['the token ends', (stream) => stream.end(4401, 'ended')],
    ['the socket closes', () => socket.terminate()],
  ])('is dropped when %s', async (_, end) => {
    const stream = open();
    for (let count = 0; count < 1_000; count += 1) socket.receive('x');
    await turnsUntil(() => socket.sent.length === 10);
    end(stream);
    socket.receive('x');
    for (let turn = 0; turn < 100; turn += 1) await nextTurn();
    expect(socket.sent.length).toBe(10);
    expect(socket.isPaused && socket.readyState === 2).toBe(false);
  });
});

describe('a sender that is no longer there', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });

  it('is cut off after a ping without a pong', () => {
    open();
    vi.advanceTimersByTime(30_000);
    expect([socket.pings, socket.readyState]).toEqual([1, 1]);
    vi.advanceTimersByTime(30_000);
    expect([socket.pings, socket.readyState]).toEqual([1, 3]);
  });

  it('is not mistaken for one that answers, or whose items take long to write', () => {
    open({ pingEveryMs: 10, answer: () => new Promise(() => undefined) });
    for (let beat = 0; beat < 5; beat += 1) {
      vi.advanceTimersByTime(10);
      socket.emit('pong');
    }
    socket.receive('x');
    vi.advanceTimersByTime(100);
    expect(socket.readyState).toBe(1);
  });

  it('is cut off when it stopped reading its answers', async () => {
    open({ pingEveryMs: 10 });
    socket.bufferedAmount = 2 * 1024 * 1024;
    socket.receive('x');
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    vi.advanceTimersByTime(20);
    expect(socket.readyState).toBe(3);
  });
});
