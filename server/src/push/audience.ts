import type { Instant } from '@citybrain/domain';
import {
  LONGEST_PACE_MS,
  type Ended,
  type Hello,
  type Moment,
  type TopicName,
  type WatchAnswer,
  type WatchRequest,
} from '@citybrain/protocol';
import type { Principal } from '../access/principal.ts';
import { Cohorts, type Cohort } from './cohort.ts';
import { Message, messageOf } from './message.ts';
import { Screen } from './screen.ts';
import type { Topic } from './topic.ts';
import type { TopicHub } from './topic-hub.ts';
import { TurnQueue } from './turn-queue.ts';
import type { Wire } from './wire.ts';

export interface AudienceOptions {
  readonly hub: TopicHub;
  readonly hello: () => Hello;
  /** The server's wall clock. */
  readonly now: () => Instant;
  /** Milliseconds that never go back. */
  readonly monotonicMs: () => number;
  readonly nextTurn: (action: () => void) => void;
  /** Told what a request of a screen threw; that screen alone was cut off. */
  readonly onError: (error: unknown) => void;
}

/** Topics one screen may watch. */
export const MAX_TOPICS = 100;
/** A screen with more than this waiting is taken off the ticks … */
export const CLOGGED_BYTES = 256 * 1024;
/** … until no more than this waits. */
export const DRAINED_BYTES = 16 * 1024;
/** A clogged screen that does not drain for so long is cut off. */
export const CLOGGED_MS = 60_000;
/** Where nothing changes a tick is sent this often. */
export const HEARTBEAT_MS = 1_000;

/**
 * All connected screens, whatever they are connected by (docs/spec/live.md). A tick is
 * one message for each cohort of screens that watch the same and are in step, made
 * once. A screen that is slow, or asked for few ticks, is brought up to date by one
 * merged frame a topic, when it can take it.
 */
export class Audience {
  readonly #options: AudienceOptions;
  readonly #screens = new Set<Screen>();
  readonly #cohorts = new Cohorts();
  /** In step, and to be put into the cohort of what they watch now. */
  readonly #unplaced = new Set<Screen>();
  readonly #behind = new Set<Screen>();
  /** Those with postponed requests. */
  readonly #postponing = new Set<Screen>();
  readonly #requests: TurnQueue;
  #sentCount = 0;
  #paceSerial = 0;

  constructor(options: AudienceOptions) {
    this.#options = options;
    this.#requests = new TurnQueue(options);
  }

  get screenCount(): number {
    return this.#screens.size;
  }

  /** Screens that are off the ticks now. */
  get behindCount(): number {
    return this.#behind.size;
  }

  get cohortCount(): number {
    return this.#cohorts.size;
  }

  /** Requests that wait for their turn. */
  get waitingRequests(): number {
    return this.#requests.length;
  }

  /** Topics watched, each counted once for each screen. */
  get subscriptionCount(): number {
    let count = 0;
    for (const { watched } of this.#screens) count += watched.size;
    return count;
  }

  get sentCount(): number {
    return this.#sentCount;
  }

  /** A screen has connected; it is greeted. */
  join(principal: Principal, wire: Wire): Screen {
    const screen = new Screen(principal, wire);
    this.#screens.add(screen);
    this.#unplaced.add(screen);
    this.#send(screen, messageOf('hello', this.#options.hello()));
    return screen;
  }

  /** Its connection is gone. */
  leave(screen: Screen): void {
    if (screen.isGone) return;
    screen.isGone = true;
    this.#screens.delete(screen);
    this.#unplaced.delete(screen);
    this.#behind.delete(screen);
    this.#postponing.delete(screen);
    this.#cohorts.leave(screen);
    for (const topic of screen.watched.values()) this.#options.hub.unwatch(topic);
    screen.watched.clear();
  }

  /** Answers in its turn: many ask at once when a server has started. */
  watch(screen: Screen, request: WatchRequest): void {
    this.#queue(screen, () => this.#send(screen, this.#watch(screen, request)));
  }

  unwatch(screen: Screen, name: TopicName): void {
    this.#queue(screen, () => {
      const topic = screen.watched.get(name);
      if (!topic) return;
      screen.watched.delete(name);
      screen.held?.delete(topic);
      this.#options.hub.unwatch(topic);
      this.#replace(screen);
    });
  }

  /** @param everyMs least time between two ticks; 0: each. */
  pace(screen: Screen, everyMs: number): void {
    this.#queue(screen, () => {
      screen.paceMs = Math.min(Math.max(0, everyMs), LONGEST_PACE_MS);
      // Spread, so that a thousand hidden pages are not all due at one tick.
      this.#paceSerial += 1;
      screen.dueAtMs = this.#options.monotonicMs() + (screen.paceMs * (this.#paceSerial % 16)) / 16;
      if (screen.paceMs > 0 && !screen.held) this.#takeOff(screen, ({ revision }) => revision);
    });
  }

  /** Something came from the screen that is no message. */
  refuse(screen: Screen, id: number, message: string): void {
    this.#queue(screen, () => this.#send(screen, answerOf({ id, ok: false, code: 'bad-request', message })));
  }

  /** Sends what changed since the last tick. @param tickMs between this tick and the next. */
  tick(tickMs: number): void {
    const { hub, now, monotonicMs } = this.#options;
    const nowMs = monotonicMs();
    for (const screen of this.#unplaced) this.#cohorts.join(screen, nowMs);
    const newcomers = [...this.#unplaced].filter(({ isTicked }) => !isTicked);
    this.#unplaced.clear();
    const moment = hub.tick();
    const compose = tickComposer(moment, now(), tickMs);
    for (const cohort of this.#cohorts) this.#sendTick(cohort, compose, nowMs);
    for (const screen of newcomers) if (!screen.isTicked) this.#send(screen, compose.message([]), true);
    for (const screen of this.#behind) this.#catchUp(screen, compose, nowMs);
    this.#takeUpPostponed();
    hub.settle();
  }

  /** Ends every connection with `why`; the screens come back by themselves where they may. */
  end(why: Ended): void {
    for (const { wire } of this.#screens) wire.end(why);
  }

  /** Ends every connection: what the screens hold means nothing any more. */
  restart(): void {
    for (const screen of [...this.#screens]) {
      screen.wire.cut();
      this.leave(screen);
    }
  }

  #queue(screen: Screen, handle: () => void): void {
    // More requests than topics: it asks and does not wait for answers.
    if (screen.waitingRequests >= 4 * MAX_TOPICS) return screen.wire.cut();
    screen.waitingRequests += 1;
    this.#requests.add(() => this.#handle(screen, handle));
  }

  /** Whoever does not take what it asked for is answered no further, in the order in which it asked. */
  #handle(screen: Screen, handle: () => void): void {
    if (screen.isGone) return;
    if (screen.postponed.length > 0 || screen.wire.backlogBytes > CLOGGED_BYTES) {
      screen.postponed.push(handle);
      this.#postponing.add(screen);
      return;
    }
    screen.waitingRequests -= 1;
    try {
      handle();
    } catch (error) {
      this.#options.onError(error);
      screen.wire.cut();
    }
  }

  /** Those that have drained are answered again. */
  #takeUpPostponed(): void {
    for (const screen of this.#postponing) {
      if (screen.wire.backlogBytes > DRAINED_BYTES) continue;
      this.#postponing.delete(screen);
      for (const handle of screen.postponed.splice(0)) this.#requests.add(() => this.#handle(screen, handle));
    }
  }

  #watch(screen: Screen, { id, topic: name, since }: WatchRequest): Message {
    const known = screen.watched.get(name);
    if (!known && screen.watched.size >= MAX_TOPICS) {
      const message = `a screen watches at most ${MAX_TOPICS} topics`;
      return answerOf({ id, ok: false, code: 'not-allowed', message });
    }
    const { hub, hello, monotonicMs } = this.#options;
    const opened = hub.watch(screen.principal, name);
    if (!opened.topic) return answerOf({ id, ok: false, code: opened.code, message: opened.message });
    const { topic } = opened;
    if (known) {
      hub.unwatch(known);
      screen.held?.delete(known);
    }
    screen.watched.set(name, topic);
    const held = since?.epoch === hello().epoch ? since.revision : null;
    const { with: how, text, revision, asOf, sequence } = topic.begin(held, hub.momentOf(topic), monotonicMs());
    // From a snapshot of a moment ago the next tick leads on, as it does a screen that was slow.
    if (revision !== topic.revision && !screen.held) this.#takeOff(screen, (other) => other.revision);
    screen.held?.set(topic, revision);
    this.#replace(screen);
    const frame = text === null ? 'null' : topic.bytesOf(text);
    const head = JSON.stringify({ id, ok: true, with: how, asOf, sequence });
    return new Message([`["answer",${head.slice(0, -1)},"frame":`, frame, '}]']);
  }

  /** What it watches is another: it belongs to another cohort. */
  #replace(screen: Screen): void {
    if (screen.held) return;
    this.#cohorts.leave(screen);
    this.#unplaced.add(screen);
  }

  /** Takes a screen off the ticks. @param heldOf the revision that it holds of a topic. */
  #takeOff(screen: Screen, heldOf: (topic: Topic) => number): void {
    this.#cohorts.leave(screen);
    this.#unplaced.delete(screen);
    screen.held = new Map([...screen.watched.values()].map((topic) => [topic, heldOf(topic)]));
    this.#behind.add(screen);
  }

  #sendTick(cohort: Cohort, compose: TickComposer, nowMs: number): void {
    const fresh: string[] = [];
    for (const { freshText } of cohort.topics) if (freshText !== null) fresh.push(freshText);
    // Half a tick early rather than half a tick late.
    if (fresh.length === 0 && nowMs - cohort.sentAtMs < HEARTBEAT_MS - compose.tickMs / 2) return;
    cohort.sentAtMs = nowMs;
    const message = compose.message(fresh);
    for (const screen of cohort.members) {
      if (screen.wire.backlogBytes <= CLOGGED_BYTES) this.#send(screen, message, true);
      else {
        screen.cloggedSinceMs = nowMs;
        this.#takeOff(screen, ({ revisionBefore }) => revisionBefore);
      }
    }
  }

  #catchUp(screen: Screen, compose: TickComposer, nowMs: number): void {
    const { held, wire } = screen;
    if (!held) return;
    if (wire.backlogBytes > DRAINED_BYTES) {
      screen.cloggedSinceMs ??= nowMs;
      if (nowMs - screen.cloggedSinceMs > CLOGGED_MS) wire.cut();
      return;
    }
    screen.cloggedSinceMs = null;
    if (screen.paceMs > 0 && nowMs < screen.dueAtMs) return;
    const frames: string[] = [];
    for (const [topic, revision] of held) {
      const { text } = topic.catchUp(revision);
      if (text !== null) frames.push(text);
      held.set(topic, topic.revision);
    }
    this.#send(screen, compose.message(frames), true);
    if (screen.paceMs > 0) {
      screen.dueAtMs = Math.max(screen.dueAtMs + screen.paceMs, nowMs);
      return;
    }
    screen.held = null;
    this.#behind.delete(screen);
    this.#unplaced.add(screen);
  }

  #send(screen: Screen, message: Message, isTick = false): void {
    this.#sentCount += 1;
    if (isTick) screen.isTicked = true;
    screen.wire.send(message);
  }
}

/** Makes the messages of one tick: once for the same frames. */
interface TickComposer {
  readonly tickMs: number;
  message(frames: readonly string[]): Message;
}

function tickComposer({ asOf, sequence }: Moment, serverTime: Instant, tickMs: number): TickComposer {
  const head = JSON.stringify({ asOf, sequence, serverTime, tickMs }).slice(0, -1);
  const made = new Map<string, Message>();
  return {
    tickMs,
    message(frames) {
      const text = frames.join(',');
      const known = made.get(text);
      if (known) return known;
      const message = new Message([`["tick",${head},"frames":[${text}]}]`], true);
      made.set(text, message);
      return message;
    },
  };
}

const answerOf = (answer: WatchAnswer): Message => messageOf('answer', answer);
