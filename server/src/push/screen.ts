import type { TopicName } from '@citybrain/protocol';
import type { Principal } from '../access/principal.ts';
import type { Cohort } from './cohort.ts';
import type { Topic } from './topic.ts';
import type { Wire } from './wire.ts';

/**
 * One connected screen, as the server knows it.
 *
 *   in step ──backlog over the bound, or a pace asked for──► behind
 *      ▲                                                       │
 *      └──────drained and caught up, without a pace────────────┘
 *
 * In step it holds the present revision of all that it watches, and is sent what its
 * cohort is sent. Behind, it is off the ticks and costs the revisions that it holds.
 */
export class Screen {
  readonly principal: Principal;
  readonly wire: Wire;
  readonly watched = new Map<TopicName, Topic>();
  /** Those in step with it that watch the same; null when it must be looked up, or behind. */
  cohort: Cohort | null = null;
  /** Revisions held while it is behind; null while it is in step. */
  held: Map<Topic, number> | null = null;
  /** Least time between two ticks that it asked for. */
  paceMs = 0;
  /** When it is to be sent the next tick, while it has a pace. */
  dueAtMs = 0;
  /** Since when it has not taken what it was sent; null while it does. */
  cloggedSinceMs: number | null = null;
  /** Requests that wait for their turn, those that are postponed included. */
  waitingRequests = 0;
  /** Requests that wait until it takes what it was sent. */
  readonly postponed: (() => void)[] = [];
  /** It was sent a tick: until then it can't tell what it is shown is true of. */
  isTicked = false;
  isGone = false;

  constructor(principal: Principal, wire: Wire) {
    this.principal = principal;
    this.wire = wire;
  }
}
