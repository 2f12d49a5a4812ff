import { instant, type Instant, type LogEvent, type RegionTree } from '@citybrain/domain';
import {
  EMPTY_VIEW,
  hearMessage,
  LiveConnection,
  shownMoment,
  type Link,
  type LinkHandlers,
  type LiveTransport,
  type TopicView,
} from '../../../../packages/live-client/src/index.ts';
import { FakeClock } from '../../../../packages/live-client/src/test-kit/fake-clock.ts';
import {
  LIVE_PROTOCOL_VERSION,
  parseTopicName,
  topicName,
  unpackFrame,
  type Ended,
  type Frame,
  type RecordLayer,
  type Records,
  type Moment,
  type PackedFrame,
  type TopicFilter,
  type TopicLayer,
  type TopicName,
} from '@citybrain/protocol';
import { Access } from '../../access/access.ts';
import { maskLatestRow, maskTicketRow } from '../../access/masking.ts';
import type { Principal } from '../../access/principal.ts';
import { CityPicture } from '../../views/city-picture.ts';
import { SCRIPT_TREE, scriptPlaceIndex, ScriptedCity } from '../../views/test-kit/city-script.ts';
import { Audience, CLOGGED_BYTES } from '../audience.ts';
import type { Message } from '../message.ts';
import { passesFilter } from '../passes-filter.ts';
import type { Screen } from '../screen.ts';
import { receive } from '../screen-messages.ts';
import { TopicHub } from '../topic-hub.ts';
import { incidentRow, stationRow, ticketRow } from '../topic-rows.ts';
import type { Wire } from '../wire.ts';

/** A message counts as so many bytes, so that few of them clog a wire. */
const MESSAGE_BYTES = CLOGGED_BYTES / 3;

/** A connection that delivers when it is told to, and not at all while it is stuck. */
export class FakeWire implements Wire {
  readonly waiting: string[] = [];
  isStuck = false;
  readonly #onCut: () => void;

  constructor(onCut: () => void) {
    this.#onCut = onCut;
  }

  get backlogBytes(): number {
    return this.isStuck ? this.waiting.length * MESSAGE_BYTES : 0;
  }

  send(message: Message): void {
    this.waiting.push(message.text);
  }

  cut(): void {
    this.#onCut();
  }

  end(why: Ended): void {
    this.waiting.push(JSON.stringify(['ended', why]));
  }
}

/** Silence is not what this is about. */
const PATIENT = { helloMs: 1e12, tickMs: 1e12, staleMs: 1e12, lingerMs: 0 };

/** A screen: the client that the web app uses, on a wire that a test can clog or cut. */
export class TestScreen {
  readonly principal: Principal;
  readonly connection: LiveConnection;
  readonly clock = new FakeClock();
  readonly watched = new Map<TopicName, TopicView>();
  /** Every frame that was sent to it. */
  readonly received: Frame[] = [];
  wire: FakeWire | null = null;
  readonly #city: PushedCity;
  readonly #stops = new Map<TopicName, () => void>();
  #screen: Screen | null = null;
  #handlers: LinkHandlers | null = null;

  constructor(city: PushedCity, principal: Principal) {
    this.#city = city;
    this.principal = principal;
    const transport: LiveTransport = { open: (handlers) => this.#open(handlers) };
    this.connection = new LiveConnection({ transport, clock: this.clock, random: () => 0, patience: PATIENT });
    this.connection.start();
    city.pump();
  }

  get isConnected(): boolean {
    return this.wire !== null;
  }

  watch(topic: TopicName): TopicView {
    const parts = parseTopicName(topic);
    if (parts && !this.#stops.has(topic)) {
      const { layer, scope, filter } = parts;
      const show = (view: TopicView): void => void this.watched.set(topic, view);
      this.#stops.set(topic, this.connection.watch(layer, scope, show, filter));
      this.#city.pump();
    }
    return this.watched.get(topic) ?? EMPTY_VIEW;
  }

  unwatch(topic: TopicName): void {
    this.#stops.get(topic)?.();
    this.#stops.delete(topic);
    this.watched.delete(topic);
    this.clock.advance(0);
    this.#city.pump();
  }

  /** The connection breaks. */
  drop(): void {
    const handlers = this.#handlers;
    this.#lose();
    handlers?.dropped();
  }

  /** The next attempt is made now. */
  comeBack(): void {
    this.connection.online();
    this.#city.pump();
  }

  /** Sends a message past the client. */
  say(name: string, body: unknown): void {
    if (this.#screen && !this.#screen.isGone) receive(this.#city.audience, this.#screen, name, body);
    this.#city.pump();
  }

  /** Takes what waits in the wire; false when there was nothing. */
  takeIn(): boolean {
    const { wire } = this;
    if (!wire || wire.isStuck || wire.waiting.length === 0) return false;
    for (const text of wire.waiting.splice(0)) {
      const [name, body] = JSON.parse(text) as [string, { frames?: PackedFrame[]; frame?: PackedFrame | null }];
      this.received.push(...[...(body.frames ?? []), ...(body.frame ? [body.frame] : [])].map(unpackFrame));
      if (this.#handlers) hearMessage(this.#handlers, name, body);
    }
    return true;
  }

  /** What a topic is shown to be true of. */
  momentOf(view: TopicView): Moment | null {
    return shownMoment(view, this.connection.status);
  }

  #open(handlers: LinkHandlers): Link {
    const wire = new FakeWire(() => this.drop());
    const screen = this.#city.audience.join(this.principal, wire);
    this.wire = wire;
    this.#handlers = handlers;
    this.#screen = screen;
    return {
      send: (name, body) => {
        if (!screen.isGone) receive(this.#city.audience, screen, name, body);
      },
      close: () => {
        if (this.wire === wire) this.#lose();
      },
    };
  }

  #lose(): void {
    if (this.#screen) this.#city.audience.leave(this.#screen);
    this.#screen = null;
    this.#handlers = null;
    this.wire = null;
  }
}

/** A scripted city with its picture, hub and audience, and the screens that watch it. */
export class PushedCity {
  readonly city = new ScriptedCity();
  readonly screens: TestScreen[] = [];
  ticks = 0;
  picture: CityPicture;
  hub: TopicHub;
  audience: Audience;
  readonly #onError: (error: unknown) => void;
  #epoch = 1;
  #wallMs = 0;
  readonly #turns: (() => void)[] = [];
  readonly #recomputed = new Map<string, CityPicture>();

  /** @param onError told what a request of a screen threw; unless told otherwise it fails the test. */
  constructor(
    onError: (error: unknown) => void = (error) => {
      throw error;
    },
  ) {
    this.#onError = onError;
    this.picture = this.#pictureAt(this.city.now);
    this.hub = this.#makeHub();
    this.audience = this.#makeAudience();
  }

  screen(principal: Principal): TestScreen {
    const screen = new TestScreen(this, principal);
    this.screens.push(screen);
    return screen;
  }

  play(step: Parameters<ScriptedCity['play']>[0]): void {
    this.picture.apply(this.city.play(step));
  }

  tick(afterMs = 250): void {
    this.ticks += 1;
    this.#wallMs += afterMs;
    this.picture.advance(this.city.now);
    this.audience.tick(250);
    this.pump();
  }

  /** Long enough for topics without watchers to be given up. */
  idle(): void {
    this.tick(61_000);
  }

  /** Another server starts on the same log. */
  restart(): void {
    for (const screen of this.screens) screen.drop();
    this.#epoch += 1;
    this.picture = this.recompute({ asOf: this.city.now, sequence: this.city.log.length }, true);
    this.picture.takeChanges();
    this.hub = this.#makeHub();
    this.audience = this.#makeAudience();
  }

  /** Delivers until nothing moves. */
  pump(): void {
    while (this.#runTurns() || this.screens.map((screen) => screen.takeIn()).includes(true));
  }

  #runTurns(): boolean {
    const turns = this.#turns.splice(0);
    for (const turn of turns) turn();
    return turns.length > 0;
  }

  /** The picture of a moment, folded from the log alone. */
  recompute({ asOf, sequence }: Moment, isFresh = false): CityPicture {
    const key = `${sequence} ${asOf}`;
    const known = isFresh ? undefined : this.#recomputed.get(key);
    if (known) return known;
    const picture = this.#pictureAt(asOf);
    picture.apply(this.city.log.filter((event: LogEvent) => event.sequence <= sequence));
    picture.advance(asOf);
    if (!isFresh) this.#recomputed.set(key, picture);
    return picture;
  }

  #pictureAt(asOf: Instant): CityPicture {
    return new CityPicture({ tree: SCRIPT_TREE, placeIndex: scriptPlaceIndex, zone: 'Asia/Shanghai', asOf });
  }

  #makeHub(): TopicHub {
    const tree = (): RegionTree => SCRIPT_TREE;
    const { picture } = this;
    return new TopicHub({ picture: () => picture, tree, access: new Access(tree), monotonicMs: () => this.#wallMs });
  }

  #makeAudience(): Audience {
    const epoch = `epoch ${this.#epoch}`;
    return new Audience({
      hub: this.hub,
      hello: () => ({
        ...{ protocolVersion: LIVE_PROTOCOL_VERSION, epoch, mode: 'live', tickMs: 250, bundle: 'b' },
        serverTime: instant(this.#wallMs),
      }),
      now: () => instant(this.#wallMs),
      monotonicMs: () => this.#wallMs,
      // The next turn comes when it is pumped, at the latest by itself: wires may be real.
      nextTurn: (action) => {
        this.#turns.push(action);
        setImmediate(() => this.#runTurns());
      },
      onError: this.#onError,
    });
  }
}

/** What a replica of a topic must hold: read straight from the picture. */
export function expectedContent(
  picture: CityPicture,
  name: TopicName,
  level: Principal['fieldLevel'],
): Records[RecordLayer] | Map<string | number, unknown> {
  const parts = parseTopicName(name);
  if (!parts) throw new Error(`${name} is no topic`);
  const { layer, scope, filter } = parts;
  const region = SCRIPT_TREE.indexOf(scope);
  const rows = <Row extends { readonly id: string | number }>(found: Iterable<Row>): Map<string | number, unknown> =>
    new Map([...found].map((row) => [row.id, row]));
  switch (layer) {
    case 'measures':
      return picture.measures(region);
    case 'breaches':
      return picture.breachTimes(region);
    case 'matters':
      return rows(SCRIPT_TREE.childrenOf(region).map((child) => picture.matters(child)));
    case 'children':
      return rows(SCRIPT_TREE.childrenOf(region).map((child) => picture.childRow(child)));
    case 'tickets':
      return rows(
        [...picture.openTickets(region)]
          .filter((held) => passesFilter(held, filter, picture.asOf))
          .map((held) =>
            maskTicketRow(ticketRow(held, SCRIPT_TREE), level, (id) => SCRIPT_TREE.find(id)?.labelPoint ?? null),
          ),
      );
    case 'stations':
      return rows([...picture.stations(region)].map((held) => stationRow(held, SCRIPT_TREE)));
    case 'incidents':
      return rows([...picture.incidents(region)].map((held) => incidentRow(held, SCRIPT_TREE)));
    case 'latest':
      return rows(picture.latest(region).map((entry) => maskLatestRow(entry, level)));
  }
}

export const topicOf = (layer: TopicLayer, region: number, filter: TopicFilter = 'all'): TopicName =>
  topicName(layer, SCRIPT_TREE.at(region).id, filter);
