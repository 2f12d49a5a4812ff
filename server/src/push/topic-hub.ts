import type { Instant, RegionTree } from '@citybrain/domain';
import {
  parseTopicName,
  topicName,
  type FieldLevel,
  type Frame,
  type Tick,
  type TopicLayer,
  type TopicName,
  type WatchAnswer,
  type WatchRequest,
} from '@citybrain/protocol';
import type { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import type { Picture, PictureChanges } from '../views/view.ts';
import { FrameRing } from './frame-ring.ts';
import { topicContent, type TopicContent } from './topic-content.ts';

/** Where frames go: to all who watch a topic. */
export interface Outlet {
  /** `key` names the topic as the server keeps it. */
  sendFrame(key: string, frame: Frame): void;
  sendTick(tick: Tick): void;
}

export interface TopicHubOptions {
  readonly picture: () => Picture;
  readonly tree: () => RegionTree;
  readonly access: Access;
  readonly outlet: Outlet;
  readonly epoch: () => string;
  /** The server's wall clock. */
  readonly now: () => Instant;
}

interface Topic {
  readonly key: string;
  readonly name: TopicName;
  readonly layer: TopicLayer;
  readonly region: number;
  readonly content: TopicContent;
  readonly ring: FrameRing;
  revision: number;
  watchers: number;
  /** When the last watcher left. */
  idleSince: Instant | null;
}

/** A topic without watchers is kept this long, for screens that come back. */
const IDLE_MS = 60_000;

/**
 * Topics by layer, scope and field level. A tick hands each change of the picture
 * to the topics it touches, found by the region's path, and sends one frame for
 * each topic that changed: the work follows what changed and who watches.
 */
export class TopicHub {
  readonly #options: TopicHubOptions;
  readonly #topics = new Map<string, Topic>();
  readonly #byPlace = new Map<string, Set<Topic>>();
  /** Topics that were told of something since the last tick. */
  readonly #touched = new Set<Topic>();
  /** Counts over all topics, so that a topic opened anew never meets a revision of its former life. */
  #revision = 0;

  constructor(options: TopicHubOptions) {
    this.#options = options;
  }

  get topicCount(): number {
    return this.#topics.size;
  }

  /** Opens a topic for one more watcher; `key` is null when that is refused. */
  watch(principal: Principal, request: WatchRequest): { readonly key: string | null; readonly answer: WatchAnswer } {
    const parsed = parseTopicName(request.topic);
    const region = parsed ? this.#options.tree().indexOf(parsed.scope) : -1;
    // Whether a region exists is not told to those who may not see it.
    if (!parsed || (region < 0 && principal.scopeId === null)) {
      return { key: null, answer: { ok: false, code: 'no-such-topic', message: `there is no topic ${request.topic}` } };
    }
    if (!this.#options.access.mayWatch(principal, parsed.scope)) {
      const message = `${principal.name} may not watch ${parsed.scope}`;
      return { key: null, answer: { ok: false, code: 'not-allowed', message } };
    }
    const topic = this.#open(parsed.layer, region, principal.fieldLevel);
    topic.watchers += 1;
    topic.idleSince = null;
    return { key: topic.key, answer: this.#catchUp(topic, request.since) };
  }

  unwatch(key: string): void {
    const topic = this.#topics.get(key);
    if (!topic) return;
    topic.watchers -= 1;
    if (topic.watchers === 0) topic.idleSince = this.#options.now();
  }

  /** Sends what changed since the last tick, then the tick itself. */
  tick(): void {
    const picture = this.#options.picture();
    this.#distribute(picture.takeChanges());
    for (const topic of this.#touched) {
      const change = topic.content.takeChange();
      if (change) this.#send(topic, change, picture);
    }
    this.#touched.clear();
    const now = this.#options.now();
    this.#options.outlet.sendTick({ asOf: picture.asOf, sequence: picture.sequence, serverTime: now });
    for (const topic of this.#topics.values()) {
      if (topic.idleSince !== null && now - topic.idleSince > IDLE_MS) this.#drop(topic);
    }
  }

  /** Forgets every topic: the picture was made anew, and whoever watches must start over. */
  reset(): void {
    this.#topics.clear();
    this.#byPlace.clear();
    this.#touched.clear();
  }

  #open(layer: TopicLayer, region: number, level: FieldLevel): Topic {
    const tree = this.#options.tree();
    const name = topicName(layer, tree.at(region).id);
    const key = `${name}|${level}`;
    const known = this.#topics.get(key);
    if (known) return known;
    // What changed before the topic began is told to the others first: a subject that comes and goes
    // between two ticks has not moved on the whole, and a topic that saw it come would never see it go.
    this.#distribute(this.#options.picture().takeChanges());
    const content = topicContent(layer, { picture: this.#options.picture(), tree, region, level });
    const ring = new FrameRing();
    this.#revision += 1;
    const revision = this.#revision;
    const topic: Topic = { key, name, layer, region, content, ring, revision, watchers: 0, idleSince: null };
    this.#topics.set(key, topic);
    const place = placeKey(layer, region);
    const there = this.#byPlace.get(place);
    if (there) there.add(topic);
    else this.#byPlace.set(place, new Set([topic]));
    return topic;
  }

  #drop(topic: Topic): void {
    this.#topics.delete(topic.key);
    const place = placeKey(topic.layer, topic.region);
    const there = this.#byPlace.get(place);
    there?.delete(topic);
    if (there?.size === 0) this.#byPlace.delete(place);
  }

  #catchUp(topic: Topic, since: WatchRequest['since']): WatchAnswer {
    if (since?.epoch === this.#options.epoch()) {
      if (since.revision === topic.revision) return { ok: true, with: 'current', frames: [] };
      const missed = topic.ring.since(since.revision);
      if (missed) return { ok: true, with: 'frames', frames: missed };
    }
    const picture = this.#options.picture();
    this.#distribute(picture.takeChanges());
    const frame = this.#frame(topic, null, topic.content.snapshot(), picture);
    return { ok: true, with: 'snapshot', frames: [frame] };
  }

  #send(topic: Topic, change: Frame['change'], picture: Picture): void {
    const from = topic.revision;
    this.#revision += 1;
    topic.revision = this.#revision;
    const frame = this.#frame(topic, from, change, picture);
    topic.ring.push(frame);
    this.#options.outlet.sendFrame(topic.key, frame);
  }

  #frame(topic: Topic, from: number | null, change: Frame['change'], picture: Picture): Frame {
    return {
      topic: topic.name,
      epoch: this.#options.epoch(),
      from,
      to: topic.revision,
      asOf: picture.asOf,
      sequence: picture.sequence,
      change,
    } as Frame;
  }

  /** Tells each topic what touched it. */
  #distribute(changes: PictureChanges): void {
    if (this.#topics.size === 0) return;
    const tree = this.#options.tree();
    const note = (layer: TopicLayer, region: number, what: unknown): void => {
      for (const topic of this.#byPlace.get(placeKey(layer, region)) ?? []) {
        topic.content.note(what);
        this.#touched.add(topic);
      }
    };
    for (const region of changes.regions) {
      note('measures', region, null);
      const parent = tree.parentOf(region);
      if (parent >= 0) note('children', parent, region);
    }
    for (const layer of ['tickets', 'stations', 'incidents'] as const) {
      for (const [id, { from, to }] of changes[layer]) {
        for (const region of tree.pathUp(to)) note(layer, region, id);
        if (from !== to) for (const region of tree.pathUp(from)) note(layer, region, id);
      }
    }
    for (const heard of changes.latest) {
      for (const region of tree.pathUp(heard)) note('latest', region, null);
    }
  }
}

const placeKey = (layer: TopicLayer, region: number): string => `${layer} ${region}`;
