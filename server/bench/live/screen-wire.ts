/** How a screen of the bench is connected, and how it reads what comes: as little of it as is needed. */
import type { Frame, Tick, TopicName } from '@citybrain/protocol';

/** `socket-io`: `/live`; `web-socket`: `/api/v1/live`; `bare`: a server that only sends; `nats`: nats-server. */
export const SCREEN_WIRES = ['socket-io', 'web-socket', 'bare', 'nats'] as const;
export type ScreenWire = (typeof SCREEN_WIRES)[number];

export type Heard = 'ping' | 'opened' | 'refused' | 'hello' | 'answer' | 'tick' | 'other';

interface WireFormat {
  readonly path: string;
  /** Before the JSON of each message. */
  readonly prefix: string;
}

const FORMATS: Readonly<Record<ScreenWire, WireFormat>> = {
  'socket-io': { path: '/live/?EIO=4&transport=websocket', prefix: '42' },
  'web-socket': { path: '/api/v1/live', prefix: '' },
  bare: { path: '/', prefix: '' },
  nats: { path: '/', prefix: '' },
};

export const addressOf = (url: string, wire: ScreenWire): string => url.replace(/^http/, 'ws') + FORMATS[wire].path;

export const textOf = (wire: ScreenWire, name: string, body: unknown): string =>
  FORMATS[wire].prefix + JSON.stringify([name, body]);

/** What a screen says first: Socket.IO's packet that enters the namespace, or all that NATS has to know. */
export function enterPacket(wire: ScreenWire, token: string | null, topics: readonly TopicName[]): string {
  if (wire !== 'nats') return `40${token === null ? '' : JSON.stringify({ token })}`;
  const subscriptions = topics.map((topic, id) => `SUB ${topic} ${id}\r\n`);
  return `CONNECT {"verbose":false,"pedantic":false}\r\n${subscriptions.join('')}PING\r\n`;
}

export const pongOf = (wire: ScreenWire): string => (wire === 'nats' ? 'PONG\r\n' : '3');

const BRACKET = code('[');
const LETTERS: Readonly<Record<number, Heard>> = { [code('h')]: 'hello', [code('a')]: 'answer', [code('t')]: 'tick' };
/** Engine.IO's packets by their first character, and Socket.IO's by the one behind `4`. */
const PACKETS: Readonly<Record<number, Heard>> = { [code('0')]: 'opened', [code('2')]: 'ping' };
const REFUSED = code('4');
/** NATS has a word at the head of each message; a PONG says that the subscriptions are known. */
const NATS_WORDS: Readonly<Record<string, Heard>> = { INFO: 'opened', PING: 'ping', PONG: 'hello' };

/** What a message is, by its first letters. */
export function hear(wire: ScreenWire, data: Buffer): Heard {
  if (wire === 'bare') return 'other';
  if (wire === 'nats') return NATS_WORDS[data.toString('latin1', 0, 4)] ?? 'other';
  const start = wire === 'socket-io' ? 2 : 0;
  if (data[start] === BRACKET) return LETTERS[data[start + 2] ?? 0] ?? 'other';
  if (wire !== 'socket-io') return 'other';
  if (data[0] === REFUSED && data[1] === REFUSED) return 'refused';
  return PACKETS[data[0] ?? 0] ?? 'other';
}

const SEQUENCE = '"sequence":';
/** `["tick",{"asOf":` and an instant stand before it. */
const NEAR_HEAD = 80;
const [ZERO, NINE] = [code('0'), code('9')];

/** The sequence of a tick; it stands near the head. NaN when there is none. */
export function sequenceOf(data: Buffer): number {
  const at = data.subarray(0, NEAR_HEAD).indexOf(SEQUENCE);
  if (at < 0) return Number.NaN;
  let value = 0;
  for (let index = at + SEQUENCE.length; ; index += 1) {
    const digit = data[index] ?? 0;
    if (digit < ZERO || digit > NINE) return value;
    value = value * 10 + digit - ZERO;
  }
}

/** What the server says is between two ticks; NaN when the message does not say. */
export function tickMsOf(data: Buffer): number {
  const head = data.toString('latin1', 0, 200);
  return Number(/"tickMs":(\d+)/.exec(head)?.[1] ?? Number.NaN);
}

/** What an answer says is held of its topic from now on; null: what was held before is good. */
export function heldByAnswer(data: Buffer): { readonly id: number; readonly revision: number } | null {
  const [, id, revision] = /"id":(\d+),.*?"to":(\d+)/.exec(data.toString('latin1', 0, 400)) ?? [];
  return id === undefined ? null : { id: Number(id), revision: Number(revision) };
}

/** The epoch of the server, out of its greeting. */
export const epochOf = (data: Buffer): string => /"epoch":"([^"]+)"/.exec(data.toString('latin1'))?.[1] ?? '';

/** The heads of the frames of a tick. */
export const framesOf = (wire: ScreenWire, data: Buffer): readonly Pick<Frame, 'topic' | 'from' | 'to'>[] =>
  (JSON.parse(data.toString('utf8', FORMATS[wire].prefix.length)) as [string, Tick])[1].frames;

function code(character: string): number {
  return character.charCodeAt(0);
}
