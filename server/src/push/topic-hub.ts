import type { RegionTree } from '@citybrain/domain';
import {
  parseTopicName,
  topicName,
  type FieldLevel,
  type Moment,
  type TopicLayer,
  type TopicName,
  type TopicParts,
} from '@citybrain/protocol';
import type { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import type { Picture, PictureChanges } from '../views/view.ts';
import { RowCache } from './row-cache.ts';
import { topicContent } from './topic-content.ts';
import { Topic } from './topic.ts';

export interface TopicHubOptions {
  readonly picture: () => Picture;
  readonly tree: () => RegionTree;
  readonly access: Access;
  /** Milliseconds that never go back. */
  readonly monotonicMs: () => number;
}

/** A topic, opened for one more watcher, or why not. */
export type Opened =
  | { readonly topic: Topic }
  | { readonly topic: null; readonly code: 'no-such-topic' | 'not-allowed'; readonly message: string };

/** A topic without watchers is kept this long, for screens that come back. */
const IDLE_MS = 60_000;

/**
 * Topics by layer, filter, scope and field level. A tick hands each change of the
 * picture to the topics it touches, found by the region's path, and makes one frame
 * for each that somebody watches and that changed: the work follows what changed and
 * what is watched. What touches a topic while nobody watches it waits, unmade.
 */
export class TopicHub {
  readonly #options: TopicHubOptions;
  readonly #topics = new Map<string, Topic>();
  readonly #byPlace = new Map<string, Set<Topic>>();
  /** Topics that were told of something that is in no frame yet. */
  readonly #touched = new Set<Topic>();
  /** Opened or brought up to date since the last tick. */
  readonly #early = new Set<Topic>();
  /** Those with a frame of the present tick. */
  readonly #fresh = new Set<Topic>();
  /** Counts over all topics, so that a topic opened anew never meets a revision of its former life. */
  #revision = 0;
  #serial = 0;
  #idleCheckedAt = 0;
  #ticked: Moment;
  #rows: RowCache;

  constructor(options: TopicHubOptions) {
    this.#options = options;
    this.#rows = new RowCache(options.tree());
    this.#ticked = momentOf(options.picture());
  }

  get topicCount(): number {
    return this.#topics.size;
  }

  /** What the present revision of a topic is true of. */
  momentOf(topic: Topic): Moment {
    return topic.early ?? this.#ticked;
  }

  /** Opens a topic for one more watcher. */
  watch(principal: Principal, name: TopicName): Opened {
    const parts = parseTopicName(name);
    const region = parts ? this.#options.tree().indexOf(parts.scope) : -1;
    // Whether a region exists is not told to those who may not see it.
    if (!parts || (region < 0 && principal.scopeId === null)) {
      return { topic: null, code: 'no-such-topic', message: `there is no topic ${name}` };
    }
    if (!this.#options.access.mayWatch(principal, parts.scope)) {
      return { topic: null, code: 'not-allowed', message: `${principal.name} may not watch ${parts.scope}` };
    }
    const topic = this.#open(parts, region, principal.fieldLevel);
    // While nobody watched, no frames were made.
    if (topic.watchers === 0 && this.#touched.delete(topic) && this.#advance(topic)) {
      topic.settle();
      this.#setEarly(topic);
    }
    topic.watchers += 1;
    topic.idleSince = null;
    return { topic };
  }

  unwatch(topic: Topic): void {
    topic.watchers -= 1;
    if (topic.watchers === 0) topic.idleSince = this.#options.monotonicMs();
  }

  /** Makes the frames of what changed since the last tick. Until {@link settle} they are the topics' fresh ones. */
  tick(): Moment {
    const picture = this.#options.picture();
    this.#distribute(picture.takeChanges());
    for (const topic of this.#touched) {
      if (topic.watchers === 0) continue;
      this.#touched.delete(topic);
      if (this.#advance(topic)) this.#fresh.add(topic);
    }
    for (const topic of this.#early) topic.early = null;
    this.#early.clear();
    this.#ticked = momentOf(picture);
    return this.#ticked;
  }

  /** The frames of the tick are sent. */
  settle(): void {
    for (const topic of this.#fresh) topic.settle();
    this.#fresh.clear();
    this.#dropIdle();
  }

  /** Forgets every topic: the picture was made anew, and whoever watches must start over. */
  reset(): void {
    this.#topics.clear();
    this.#byPlace.clear();
    this.#touched.clear();
    this.#early.clear();
    this.#fresh.clear();
    this.#rows = new RowCache(this.#options.tree());
    this.#ticked = momentOf(this.#options.picture());
  }

  #open({ layer, filter, scope }: TopicParts, region: number, level: FieldLevel): Topic {
    const name = topicName(layer, scope, filter);
    const key = `${name}|${level}`;
    const known = this.#topics.get(key);
    if (known) return known;
    const tree = this.#options.tree();
    // What changed before the topic began is told to the others first: a subject that comes and goes
    // between two ticks has not moved on the whole, and a topic that saw it come would never see it go.
    this.#distribute(this.#options.picture().takeChanges());
    const picture = this.#options.picture();
    const content = topicContent({ layer, filter }, { picture, tree, region, level, rows: this.#rows });
    this.#revision += 1;
    this.#serial += 1;
    const topic = new Topic({
      ...{ key, serial: this.#serial, name, layer, region, content, revision: this.#revision },
    });
    this.#topics.set(key, topic);
    this.#setEarly(topic);
    const place = placeKey(layer, region);
    const there = this.#byPlace.get(place);
    if (there) there.add(topic);
    else this.#byPlace.set(place, new Set([topic]));
    return topic;
  }

  #setEarly(topic: Topic): void {
    topic.early = momentOf(this.#options.picture());
    this.#early.add(topic);
  }

  #advance(topic: Topic): boolean {
    if (!topic.advance(this.#revision + 1)) return false;
    this.#revision += 1;
    return true;
  }

  #dropIdle(): void {
    const now = this.#options.monotonicMs();
    if (now - this.#idleCheckedAt < IDLE_MS / 10) return;
    this.#idleCheckedAt = now;
    for (const topic of this.#topics.values()) {
      if (topic.idleSince !== null && now - topic.idleSince > IDLE_MS) this.#drop(topic);
    }
  }

  #drop(topic: Topic): void {
    this.#topics.delete(topic.key);
    this.#touched.delete(topic);
    this.#early.delete(topic);
    const place = placeKey(topic.layer, topic.region);
    const there = this.#byPlace.get(place);
    there?.delete(topic);
    if (there?.size === 0) this.#byPlace.delete(place);
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
      note('breaches', region, null);
      const parent = tree.parentOf(region);
      if (parent < 0) continue;
      note('children', parent, region);
      note('matters', parent, region);
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

const momentOf = ({ asOf, sequence }: Picture): Moment => ({ asOf, sequence });
