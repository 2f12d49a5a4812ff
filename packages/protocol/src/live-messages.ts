/**
 * The live protocol, version 2: docs/live-protocol.md. A message is a JSON array
 * `[name, body]`: over Socket.IO at `/live` an event with one argument, over the
 * WebSocket at `/api/v1/live` a text message.
 *
 * The client says `watch`, `unwatch` and `pace`; the server says `hello` once a
 * connection, an `answer` to each `watch`, and `tick` with the frames of all that the
 * client watches and that changed. A topic's frames form a chain: each starts at the
 * revision where the one before ended. A client that sees anything else watches the
 * topic again.
 */
import type { Instant } from '@citybrain/domain';
import type { CollectionLayer, CollectionRows, RecordLayer, Records, TopicName } from './topics.ts';

export const LIVE_PROTOCOL_VERSION = 2;
/** Socket.IO. */
export const LIVE_PATH = '/live';
/** The same messages over a plain WebSocket. */
export const LIVE_SOCKET_PATH = '/api/v1/live';

/** How a server's clock runs: with the world, or along a recorded file. */
export type ServerMode = 'live' | 'replay';

export interface Hello {
  readonly protocolVersion: typeof LIVE_PROTOCOL_VERSION;
  /** Changes with each start of the server: revisions of another epoch mean nothing. */
  readonly epoch: string;
  readonly mode: ServerMode;
  readonly serverTime: Instant;
  /** Between two ticks when the server is at ease. */
  readonly tickMs: number;
  /** Hash of the web bundle the server delivers. */
  readonly bundle: string;
}

/** What a picture is true of. */
export interface Moment {
  readonly asOf: Instant;
  /** Last entry of the log that is in it. */
  readonly sequence: number;
}

/**
 * With its frames taken in, all that is watched and answered is true of this moment.
 * Comes at least once a second, unless the client asked for fewer or is slow.
 */
export interface Tick extends Moment {
  /** The server's wall clock; differs from `asOf` in a replay. */
  readonly serverTime: Instant;
  /** Between two ticks now: longer than hello's while the server is under load. */
  readonly tickMs: number;
  readonly frames: readonly Frame[];
}

/** Changed keys of the record; a snapshot holds them all. */
export type RecordChange<Layer extends RecordLayer = RecordLayer> = Partial<Records[Layer]>;

/**
 * Ids gone, then rows put in or replaced, and how many rows there are on the server.
 * A snapshot replaces all rows.
 */
export interface CollectionChange<Row> {
  readonly put: readonly Row[];
  readonly gone: readonly (string | number)[];
  readonly total: number;
}

export interface FrameOf<Change> {
  readonly topic: TopicName;
  /** null: a snapshot, replaces whatever the client holds. */
  readonly from: number | null;
  readonly to: number;
  readonly change: Change;
}

export type RecordFrame<Layer extends RecordLayer = RecordLayer> = FrameOf<RecordChange<Layer>>;
export type CollectionFrame<Layer extends CollectionLayer = CollectionLayer> = FrameOf<
  CollectionChange<CollectionRows[Layer]>
>;
export type Frame = RecordFrame | CollectionFrame;

/** What the client already holds of a topic, if anything; `id` comes back with the answer. */
export interface WatchRequest {
  readonly id: number;
  readonly topic: TopicName;
  readonly since: { readonly epoch: string; readonly revision: number } | null;
}

/**
 * `current`: nothing was missed; `frame`: what was missed, merged into one; `snapshot`:
 * start over. The topic is true of the moment named, and the next tick continues it.
 */
export type WatchAnswer =
  | ({ readonly id: number; readonly ok: true } & Moment &
      (
        | { readonly with: 'current'; readonly frame: null }
        | { readonly with: 'frame' | 'snapshot'; readonly frame: Frame }
      ))
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: 'no-such-topic' | 'not-allowed' | 'bad-request';
      readonly message: string;
    };

/** How often the client wants a tick at most; 0: each. A hidden page asks for few. */
export interface PaceRequest {
  readonly everyMs: number;
}

export const LONGEST_PACE_MS = 60_000;

/** `revoked`, `expired`: the session or token is over. `stopping`: the server goes; come back. */
export interface Ended {
  readonly code: 'revoked' | 'expired' | 'stopping';
}

export interface ServerMessages {
  readonly hello: Hello;
  readonly tick: Tick;
  readonly answer: WatchAnswer;
  readonly ended: Ended;
}
export type ServerMessageName = keyof ServerMessages;

export interface ClientMessages {
  readonly watch: WatchRequest;
  readonly unwatch: { readonly topic: TopicName };
  readonly pace: PaceRequest;
}
export type ClientMessageName = keyof ClientMessages;
