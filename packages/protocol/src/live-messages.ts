/**
 * The live protocol, version 1, over Socket.IO at `/live` (transport: WebSocket).
 *
 * The client says `watch` and `unwatch`; the server says `hello` once a
 * connection, `frame` for each topic that changed, and `tick` after the frames of
 * a tick. A topic's frames form a chain: each starts at the revision where the
 * one before ended. A client that sees anything else watches the topic again.
 */
import type { Instant } from '@citybrain/domain';
import type { CollectionLayer, CollectionRows, Measures, TopicName } from './topics.ts';

export const LIVE_PROTOCOL_VERSION = 1;
export const LIVE_PATH = '/live';

/** How a server's clock runs: with the world, or along a recorded file. */
export type ServerMode = 'live' | 'replay';

export interface Hello {
  readonly protocolVersion: typeof LIVE_PROTOCOL_VERSION;
  /** Changes with each start of the server: revisions of another epoch mean nothing. */
  readonly epoch: string;
  readonly mode: ServerMode;
  readonly serverTime: Instant;
  readonly tickMs: number;
  /** Hash of the web bundle the server delivers. */
  readonly bundle: string;
}

/** All that was watched is now true as of `asOf`, with the log up to `sequence`. */
export interface Tick {
  readonly asOf: Instant;
  readonly sequence: number;
  /** The server's wall clock; differs from `asOf` in a replay. */
  readonly serverTime: Instant;
}

/** Changed keys of the record; a snapshot holds them all. */
export type MeasuresChange = Partial<Measures>;

/** Rows put in or replaced, ids gone, and how many rows there are on the server. A snapshot replaces all rows. */
export interface CollectionChange<Row> {
  readonly put: readonly Row[];
  readonly gone: readonly (string | number)[];
  readonly total: number;
}

export interface FrameOf<Change> {
  readonly topic: TopicName;
  readonly epoch: string;
  /** null: a snapshot, replaces whatever the client holds. */
  readonly from: number | null;
  readonly to: number;
  readonly asOf: Instant;
  readonly sequence: number;
  readonly change: Change;
}
export type MeasuresFrame = FrameOf<MeasuresChange>;
export type CollectionFrame<Layer extends CollectionLayer = CollectionLayer> = FrameOf<
  CollectionChange<CollectionRows[Layer]>
>;
export type Frame = MeasuresFrame | CollectionFrame;

/** What the client already holds of a topic, if anything. */
export interface WatchRequest {
  readonly topic: TopicName;
  readonly since: { readonly epoch: string; readonly revision: number } | null;
}

/** `current`: nothing was missed; `frames`: what was missed follows; `snapshot`: start over. */
export type WatchAnswer =
  | { readonly ok: true; readonly with: 'current' | 'frames' | 'snapshot'; readonly frames: readonly Frame[] }
  | { readonly ok: false; readonly code: 'no-such-topic' | 'not-allowed'; readonly message: string };

export interface ServerToClient {
  hello: (hello: Hello) => void;
  frame: (frame: Frame) => void;
  tick: (tick: Tick) => void;
  /** The session or token ended: show the holding page. */
  ended: (why: { readonly code: 'revoked' | 'expired' | 'stopping' }) => void;
}

export interface ClientToServer {
  watch: (request: WatchRequest, answer: (answer: WatchAnswer) => void) => void;
  unwatch: (topic: TopicName) => void;
}
