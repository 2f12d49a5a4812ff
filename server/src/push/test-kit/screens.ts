import { instant, type Instant } from '@citybrain/domain';
import {
  topicName,
  type Frame,
  type Measures,
  type TopicLayer,
  type TopicName,
  type WatchAnswer,
} from '@citybrain/protocol';
import { applyFrame, type Replica } from '../../../../packages/live-client/src/topic-replica.ts';
import { Access } from '../../access/access.ts';
import { maskLatestRow, maskTicketRow } from '../../access/masking.ts';
import type { Principal } from '../../access/principal.ts';
import { CityPicture } from '../../views/city-picture.ts';
import { SCRIPT_TREE, scriptPlaceIndex, ScriptedCity } from '../../views/test-kit/city-script.ts';
import { TopicHub } from '../topic-hub.ts';
import { incidentRow, stationRow, ticketRow } from '../topic-rows.ts';

interface Watched {
  replica: Replica | null;
  key: string | null;
}

/** A screen with its replicas: as simple as can be, and as forgetful as a real one. */
export class Screen {
  readonly principal: Principal;
  readonly #city: PushedCity;
  readonly watched = new Map<TopicName, Watched>();
  /** Everything that was sent to it. */
  readonly received: (Frame | WatchAnswer)[] = [];
  gaps = 0;

  constructor(city: PushedCity, principal: Principal) {
    this.#city = city;
    this.principal = principal;
  }

  watch(topic: TopicName): WatchAnswer {
    const known = this.watched.get(topic);
    const held = known?.replica;
    const since = held ? { epoch: held.epoch, revision: held.revision } : null;
    const { key, answer } = this.#city.hub.watch(this.principal, { topic, since });
    this.received.push(answer);
    if (!answer.ok) return answer;
    if (known?.key != null) this.#city.hub.unwatch(known.key);
    let replica: Replica | 'gap' | null = held ?? null;
    for (const frame of answer.frames) if (replica !== 'gap') replica = applyFrame(replica, frame);
    if (replica === 'gap') throw new Error(`the answer for ${topic} does not continue what was held`);
    this.watched.set(topic, { key, replica });
    return answer;
  }

  unwatch(topic: TopicName): void {
    const key = this.watched.get(topic)?.key;
    if (key != null) this.#city.hub.unwatch(key);
    this.watched.delete(topic);
  }

  /** The connection breaks: the server forgets it, the replicas stay. */
  drop(): void {
    for (const watched of this.watched.values()) {
      if (watched.key !== null) this.#city.hub.unwatch(watched.key);
      watched.key = null;
    }
  }

  /** It comes back and asks for what it missed. */
  comeBack(): void {
    for (const topic of this.watched.keys()) this.watch(topic);
  }

  accept(key: string, frame: Frame): void {
    for (const [topic, watched] of this.watched) {
      if (watched.key !== key) continue;
      this.received.push(frame);
      const next = applyFrame(watched.replica, frame);
      if (next === 'gap') {
        this.gaps += 1;
        this.watch(topic);
      } else watched.replica = next;
    }
  }
}

/** A scripted city with its picture, the hub, and screens that receive what the hub sends. */
export class PushedCity {
  readonly city = new ScriptedCity();
  readonly picture = new CityPicture({
    ...{ tree: SCRIPT_TREE, placeIndex: scriptPlaceIndex, zone: 'Asia/Shanghai', asOf: this.city.now },
  });
  readonly screens: Screen[] = [];
  readonly sent: { readonly key: string; readonly frame: Frame }[] = [];
  ticks = 0;
  epoch = 'first';
  #wallClock = 0;
  readonly hub: TopicHub;

  constructor() {
    this.hub = new TopicHub({
      picture: () => this.picture,
      tree: () => SCRIPT_TREE,
      access: new Access(() => SCRIPT_TREE),
      outlet: {
        sendFrame: (key, frame) => {
          this.sent.push({ key, frame });
          for (const screen of this.screens) screen.accept(key, frame);
        },
        sendTick: () => (this.ticks += 1),
      },
      epoch: () => this.epoch,
      now: (): Instant => instant(this.#wallClock),
    });
  }

  screen(principal: Principal): Screen {
    const screen = new Screen(this, principal);
    this.screens.push(screen);
    return screen;
  }

  tick(): void {
    this.#wallClock += 250;
    this.picture.advance(this.city.now);
    this.hub.tick();
  }

  /** Long enough for topics without watchers to be given up. */
  idle(): void {
    this.#wallClock += 61_000;
    this.tick();
  }
}

/** What a replica of a topic must hold: read straight from the picture. */
export function expectedContent(
  picture: CityPicture,
  topic: { readonly layer: TopicLayer; readonly region: number },
  level: Principal['fieldLevel'],
): Measures | Map<string | number, unknown> {
  const { layer, region } = topic;
  const rows = <Row extends { readonly id: string | number }>(found: Iterable<Row>): Map<string | number, unknown> =>
    new Map([...found].map((row) => [row.id, row]));
  switch (layer) {
    case 'measures':
      return picture.measures(region);
    case 'children':
      return rows(SCRIPT_TREE.childrenOf(region).map((child) => picture.childRow(child)));
    case 'tickets':
      return rows(
        [...picture.openTickets(region)].map((held) =>
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

export const topicOf = (layer: TopicLayer, region: number): TopicName => topicName(layer, SCRIPT_TREE.at(region).id);
