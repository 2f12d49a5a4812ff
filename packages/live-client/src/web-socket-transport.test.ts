import { describe, expect, it } from 'vitest';
import { childRow, DISTRICT, hello, tick } from './test-kit/frames.ts';
import { webSocketTransport, type WebSocketLike } from './web-socket-transport.ts';
import type { LinkHandlers } from './live-transport.ts';

class FakeSocket implements WebSocketLike {
  readyState = 1;
  readonly sent: string[] = [];
  readonly #listeners = new Map<string, ((event: { data: unknown }) => void)[]>();

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.readyState = 3;
    this.tell('close');
  }

  addEventListener(event: string, listener: (event: { data: unknown }) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  tell(event: string, data: unknown = null): void {
    for (const listener of this.#listeners.get(event) ?? []) listener({ data });
  }
}

function openLink() {
  const socket = new FakeSocket();
  const heard: unknown[] = [];
  const note =
    (name: string) =>
    (body?: unknown): void =>
      void heard.push([name, body]);
  const handlers: LinkHandlers = {
    ...{ hello: note('hello'), answer: note('answer'), tick: note('tick') },
    ...{ dropped: note('dropped'), refused: note('refused') },
  };
  const link = webSocketTransport(() => socket).open(handlers);
  return {
    socket,
    heard,
    link,
    say: (name: string, body: unknown) => socket.tell('message', JSON.stringify([name, body])),
  };
}

describe('a plain WebSocket', () => {
  it('[S17] brings messages with their frames unpacked', () => {
    const { heard, say } = openLink();
    const row = childRow('a', 3);
    const frame = { topic: `children|${DISTRICT}`, from: null, to: 1 };
    const packed = { put: { columns: Object.keys(row), rows: [Object.values(row)] }, gone: [], total: 1 };
    say('hello', hello());
    say('answer', { id: 1, ok: true, with: 'snapshot', asOf: 1, sequence: 1, frame: { ...frame, change: packed } });
    say('answer', { id: 2, ok: false, code: 'not-allowed', message: '' });
    say('tick', { ...tick(5), frames: [{ ...frame, from: 1, to: 2, change: packed }] });
    say('something newer', {});
    expect(heard).toMatchObject([
      ['hello', hello()],
      ['answer', { id: 1, frame: { change: { put: [row], total: 1 } } }],
      ['answer', { id: 2, ok: false, frame: null }],
      ['tick', { asOf: 5, frames: [{ from: 1, to: 2, change: { put: [row] } }] }],
    ]);
  });

  it('is dropped once, also by a server that stops; and nothing more comes of one that was closed', () => {
    const stopping = openLink();
    stopping.say('ended', { code: 'stopping' });
    expect(stopping.heard).toEqual([['dropped', undefined]]);
    const broken = openLink();
    broken.socket.tell('error');
    broken.socket.tell('close');
    expect(broken.heard).toEqual([['dropped', undefined]]);
    const closed = openLink();
    closed.link.close();
    closed.say('tick', tick(1));
    expect(closed.heard).toEqual([]);
  });

  it('says that the token is over', () => {
    const { heard, say } = openLink();
    say('ended', { code: 'revoked' });
    expect(heard).toEqual([['refused', 'revoked']]);
  });

  it('sends a message as an array, once it is open', () => {
    const { socket, link } = openLink();
    socket.readyState = 0;
    link.send('pace', { everyMs: 1 });
    socket.readyState = 1;
    link.send('pace', { everyMs: 5 });
    expect(socket.sent).toEqual(['["pace",{"everyMs":5}]']);
  });
});
