import { instant, type Instant, type RegionId } from '@citybrain/domain';
import {
  LIVE_PROTOCOL_VERSION,
  topicName,
  type Hello,
  type Moment,
  type Tick,
  type TopicFilter,
  type TopicLayer,
  type TopicName,
  type WatchAnswer,
  type WatchRequest,
} from '@citybrain/protocol';
import { CONNECTION_TRANSITIONS, type ConnectionEvent, type ConnectionStateName } from './connection-state.ts';
import type { EndCode, Link, LiveClock, LiveTransport } from './live-transport.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';
import { TopicBook, type TopicListener, type TopicView } from './topic-book.ts';

/** How long each state bears to hear nothing, and how long a topic outlives its last listener. */
export interface Patience {
  readonly helloMs: number;
  readonly tickMs: number;
  readonly staleMs: number;
  readonly lingerMs: number;
  /** Before a topic whose answer did not fit is asked for once more. */
  readonly retryMs: number;
}

export const DEFAULT_PATIENCE: Patience = {
  helloMs: 20_000,
  tickMs: 3_000,
  staleMs: 12_000,
  lingerMs: 15_000,
  retryMs: 1_000,
};

export interface ConnectionStatus {
  readonly state: ConnectionStateName;
  readonly hello: Hello | null;
  readonly tick: Tick | null;
  /** Server time less this machine's, in milliseconds; 0 before the first hello. */
  readonly skewMs: number;
  /** Failed attempts in a row. */
  readonly failures: number;
  readonly ended: EndCode | null;
}

export interface LiveConnectionParts {
  readonly transport: LiveTransport;
  readonly clock: LiveClock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly patience?: Partial<Patience>;
}

/**
 * One screen's connection to one server. Subscriptions of the same topic are
 * merged and survive every reconnect; see connection-state.ts for the states.
 */
export class LiveConnection {
  readonly #parts: LiveConnectionParts;
  readonly #patience: Patience;
  readonly #book = new TopicBook();
  readonly #statusListeners = new Set<(status: ConnectionStatus) => void>();
  #status: ConnectionStatus = { state: 'connecting', hello: null, tick: null, skewMs: 0, failures: 0, ended: null };
  #link: Link | null = null;
  /** Requests without an answer yet, of the present link. */
  readonly #asked = new Map<number, WatchRequest>();
  #requestId = 0;
  #paceMs = 0;
  #gapCount = 0;
  #isGreeted = false;
  #cancelTimer: () => void = () => undefined;

  constructor(parts: LiveConnectionParts) {
    this.#parts = parts;
    this.#patience = { ...DEFAULT_PATIENCE, ...parts.patience };
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Frames so far that did not continue what was held; a sound server sends none. */
  get gapCount(): number {
    return this.#gapCount;
  }

  /** What the server's wall clock shows now, as far as this machine can tell. */
  serverNow(): Instant {
    return instant(this.#parts.clock.now() + this.#status.skewMs);
  }

  start(): void {
    if (!this.#link && this.#status.state === 'connecting') this.#attempt();
  }

  stop(): void {
    this.#end('stopped');
  }

  /** The machine says that it has a network again: a waiting attempt is made now. */
  online(): void {
    if (this.#status.state === 'reconnecting' && !this.#link) this.#attempt();
  }

  onStatus(listener: (status: ConnectionStatus) => void): () => void {
    this.#statusListeners.add(listener);
    listener(this.#status);
    return () => this.#statusListeners.delete(listener);
  }

  /** Asks for a tick at most so often, also after a reconnect; 0: as they come. A hidden page wants few. */
  pace(everyMs: number): void {
    if (everyMs === this.#paceMs) return;
    this.#paceMs = everyMs;
    if (!this.#isGreeted) return;
    this.#link?.send('pace', { everyMs });
    if (this.#status.state === 'live') this.#listenFor(this.#tickPatienceMs());
  }

  /** Calls the listener at once and whenever the topic's picture is replaced; returns what ends that. */
  watch<Layer extends TopicLayer>(
    layer: Layer,
    scope: RegionId,
    listener: TopicListener<Layer>,
    filter: TopicFilter = 'all',
  ): () => void {
    const topic = topicName(layer, scope, filter);
    // The layer in the topic's name decides which replica it holds.
    const anyListener = listener as Parameters<TopicBook['add']>[1];
    if (this.#book.add(topic, anyListener) && this.#isGreeted) this.#request(topic);
    return () => {
      this.#book.remove(topic, anyListener);
      this.#parts.clock.after(this.#patience.lingerMs, () => {
        if (this.#book.forgetUnheard(topic) && this.#isGreeted) this.#link?.send('unwatch', { topic });
      });
    };
  }

  #attempt(): void {
    this.#cancelTimer();
    const whileCurrent = (action: () => void): void => {
      if (link === this.#link) action();
    };
    const link: Link = this.#parts.transport.open({
      hello: (hello) => whileCurrent(() => this.#greet(hello)),
      answer: (answer) => whileCurrent(() => this.#answer(answer)),
      tick: (tick) => whileCurrent(() => this.#tick(tick)),
      dropped: () => whileCurrent(() => this.#move('drop')),
      refused: (code) => whileCurrent(() => this.#end(code)),
    });
    this.#link = link;
    this.#listenFor(this.#patience.helloMs);
  }

  #greet(hello: Hello): void {
    const spoken: number = hello.protocolVersion;
    if (spoken !== LIVE_PROTOCOL_VERSION) return this.#end('protocol');
    this.#isGreeted = true;
    this.#move('hello', { hello, skewMs: hello.serverTime - this.#parts.clock.now() });
    if (this.#paceMs > 0) this.#link?.send('pace', { everyMs: this.#paceMs });
    for (const topic of this.#book.topics) this.#request(topic);
  }

  #tick(tick: Tick): void {
    const epoch = this.#status.hello?.epoch;
    if (!this.#isGreeted || epoch === undefined) return;
    const context = { epoch, asOf: tick.asOf, sequence: tick.sequence };
    const vouchedUntil = this.#vouchedUntil();
    for (const frame of tick.frames) {
      if (this.#book.accept(frame, context, vouchedUntil) !== 'gap') continue;
      this.#gapCount += 1;
      this.#request(frame.topic);
    }
    this.#move('tick', { tick, skewMs: tick.serverTime - this.#parts.clock.now(), failures: 0 });
    this.#book.commit();
  }

  #request(topic: TopicName, since = this.#book.heldOf(topic)): void {
    this.#requestId += 1;
    const request = { id: this.#requestId, topic, since };
    this.#asked.set(request.id, request);
    this.#link?.send('watch', request);
  }

  #answer(answer: WatchAnswer): void {
    const request = this.#asked.get(answer.id);
    const epoch = this.#status.hello?.epoch;
    if (!request || epoch === undefined) return;
    this.#asked.delete(answer.id);
    const { topic, since } = request;
    if (this.#book.answer(topic, answer, since, epoch)) return;
    if (since) return this.#request(topic, null);
    const link = this.#link;
    this.#parts.clock.after(this.#patience.retryMs, () => {
      if (link === this.#link && this.#isGreeted) this.#request(topic);
    });
  }

  #end(code: EndCode): void {
    if (this.#status.state !== 'ended') this.#move('end', { ended: code });
  }

  #move(event: ConnectionEvent, change: Partial<ConnectionStatus> = {}): void {
    const state = CONNECTION_TRANSITIONS[this.#status.state][event];
    const isLoss = state === 'reconnecting' || state === 'ended';
    if (isLoss) this.#dropLink();
    this.#status = { ...this.#status, ...change, state };
    if (state === 'reconnecting') this.#wait();
    else if (state === 'live') this.#listenFor(this.#tickPatienceMs());
    else if (state === 'stale') this.#listenFor(this.#patience.staleMs);
    for (const listener of this.#statusListeners) listener(this.#status);
  }

  #dropLink(): void {
    this.#cancelTimer();
    this.#link?.close();
    this.#link = null;
    this.#isGreeted = false;
    this.#asked.clear();
    this.#book.holdAll(this.#vouchedUntil());
  }

  #wait(): void {
    const { failures } = this.#status;
    this.#status = { ...this.#status, failures: failures + 1 };
    this.#cancelTimer = this.#parts.clock.after(reconnectDelayMs(failures, this.#parts.random()), () =>
      this.#attempt(),
    );
  }

  #listenFor(patienceMs: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(patienceMs, () => this.#move('silence'));
  }

  /** Several of the ticks that the server means to send, or that were asked for. */
  #tickPatienceMs(): number {
    const { hello, tick } = this.#status;
    const tickMs = Math.max(tick?.tickMs ?? hello?.tickMs ?? 0, this.#paceMs);
    return Math.max(this.#patience.tickMs, 4 * tickMs);
  }

  #vouchedUntil(): Instant {
    return this.#status.tick?.serverTime ?? this.serverNow();
  }
}

/**
 * What a view is true of: of the last tick while it is vouched for, so the same for
 * all panels of a screen; else of what it last took in. Null: nothing is shown.
 */
export function shownMoment(
  { replica, heldSince, isEarly }: TopicView,
  { state, tick }: ConnectionStatus,
): Moment | null {
  if (!replica) return null;
  const { asOf, sequence } = replica;
  const isVouched = heldSince === null && state === 'live' && !isEarly && tick;
  return isVouched ? { asOf: tick.asOf, sequence: tick.sequence } : { asOf, sequence };
}
