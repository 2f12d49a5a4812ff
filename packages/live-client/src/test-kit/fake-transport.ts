import type { TopicName, WatchAnswer, WatchRequest } from '@citybrain/protocol';
import type { Link, LinkHandlers, LiveTransport } from '../live-transport.ts';

/** One link as the server side of a test sees it. */
export class FakeLink implements Link {
  readonly handlers: LinkHandlers;
  readonly watched: { readonly request: WatchRequest; readonly answer: (answer: WatchAnswer) => void }[] = [];
  readonly unwatched: TopicName[] = [];
  isClosed = false;

  constructor(handlers: LinkHandlers) {
    this.handlers = handlers;
  }

  watch(request: WatchRequest, answered: (answer: WatchAnswer) => void): void {
    this.watched.push({ request, answer: answered });
  }

  unwatch(topic: TopicName): void {
    this.unwatched.push(topic);
  }

  close(): void {
    this.isClosed = true;
  }

  /** Answers the watch asked for last. */
  answer(answer: WatchAnswer): void {
    this.watched.at(-1)?.answer(answer);
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
