import type {
  ClientMessageName,
  ClientMessages,
  Frame,
  TopicName,
  WatchAnswer,
  WatchRequest,
} from '@citybrain/protocol';
import type { Link, LinkHandlers, LiveTransport } from '../live-transport.ts';
import { answered } from './frames.ts';

/** One link as the server side of a test sees it. */
export class FakeLink implements Link {
  readonly handlers: LinkHandlers;
  readonly watched: WatchRequest[] = [];
  readonly unwatched: TopicName[] = [];
  readonly paces: number[] = [];
  isClosed = false;

  constructor(handlers: LinkHandlers) {
    this.handlers = handlers;
  }

  send<Name extends ClientMessageName>(name: Name, body: ClientMessages[Name]): void {
    if (name === 'watch') this.watched.push(body as WatchRequest);
    else if (name === 'unwatch') this.unwatched.push((body as ClientMessages['unwatch']).topic);
    else this.paces.push((body as ClientMessages['pace']).everyMs);
  }

  close(): void {
    this.isClosed = true;
  }

  /** Answers the watch asked for last. */
  answer(how: 'current' | 'frame' | 'snapshot', frame: Frame | null = null): void {
    this.handlers.answer(answered(this.#lastId, how, frame));
  }

  refuse(code: (WatchAnswer & { ok: false })['code']): void {
    this.handlers.answer({ id: this.#lastId, ok: false, code, message: '' });
  }

  get #lastId(): number {
    return this.watched.at(-1)?.id ?? 0;
  }
}

/** Opens links that do nothing by themselves. */
export class FakeTransport implements LiveTransport {
  readonly links: FakeLink[] = [];

  open(handlers: LinkHandlers): Link {
    const link = new FakeLink(handlers);
    this.links.push(link);
    return link;
  }

  get last(): FakeLink {
    const link = this.links.at(-1);
    if (!link) throw new Error('no link was opened');
    return link;
  }
}
