import type { RegionId } from '@citybrain/domain';
import { IntakeAnswer, MAX_ITEMS_PER_REQUEST, type StreamAnswer } from '@citybrain/protocol';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import type { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import { Fault } from '../observe/fault.ts';
import type { Intake } from '../feeds/intake.ts';
import type { FeedSource } from '../feeds/item-command.ts';
import { readJsonItems, readLineItems, UnreadableBody, type RawItem } from '../feeds/read-items.ts';
import { principalOf } from './authenticate.ts';
import { FeedStream, type StreamMessage } from './feed-stream.ts';
import { HttpProblem } from './http-problem.ts';

export interface FeedRoutesOptions {
  readonly intake: Intake;
  readonly access: Access;
  readonly zone: string;
  /** Where items without a place count when the feed's token has no scope. */
  readonly defaultHome: () => RegionId | null;
  /** Calls back when the token of an open stream ends; the answer stops listening. */
  readonly onEnded: (principal: Principal, listener: () => void) => () => void;
}

interface FeedParams {
  readonly feed: string;
}

/** Close code of a stream whose token was revoked. */
const TOKEN_ENDED = 4401;

/** `POST /api/v1/feeds/{feed}/items` and `WS /api/v1/feeds/{feed}/stream`. */
export function feedRoutes(app: FastifyInstance, options: FeedRoutesOptions): void {
  app.post<{ Params: FeedParams; Body: Buffer | undefined }>(
    '/api/v1/feeds/:feed/items',
    {
      config: { action: 'feed.write' },
      schema: {
        summary: 'Send items: a JSON array, one JSON object, or NDJSON',
        tags: ['feeds'],
        params: { type: 'object', properties: { feed: { type: 'string', maxLength: 60 } } },
        response: { 200: IntakeAnswer },
      },
    },
    async (request) => {
      const source = sourceOf(request.params.feed, principalOf(request), options);
      const type = request.headers['content-type'] ?? '';
      const items = readBody(request.body ?? Buffer.alloc(0), /ndjson|jsonl/.test(type));
      return options.intake.take(items, source);
    },
  );

  app.get<{ Params: FeedParams }>(
    '/api/v1/feeds/:feed/stream',
    {
      websocket: true,
      config: { action: 'feed.write' },
      schema: { hide: true },
      // Before the upgrade, while there is still an answer to give.
      preValidation: (request, _reply, done) => {
        sourceOf(request.params.feed, principalOf(request), options);
        done();
      },
    },
    (socket: WebSocket, request) => {
      const principal = principalOf(request);
      const source = sourceOf(request.params.feed, principal, options);
      const stream = new FeedStream(socket, { answer: (message) => answerMessage(message, source, options.intake) });
      socket.on(
        'close',
        options.onEnded(principal, () => stream.end(TOKEN_ENDED, 'the token has ended')),
      );
    },
  );
}

async function answerMessage(
  { message, body, isBinary }: StreamMessage,
  source: FeedSource,
  intake: Intake,
): Promise<StreamAnswer | { readonly message: number; readonly code: string; readonly detail: string }> {
  if (isBinary) return { message, code: 'not-text', detail: 'send JSON or NDJSON as text messages' };
  try {
    return { message, ...(await intake.take(readMessage(body), source)) };
  } catch (error) {
    if (error instanceof HttpProblem) return { message, code: error.code, detail: error.message };
    if (error instanceof Fault) return { message, code: error.code, detail: error.message };
    return { message, code: 'internal', detail: 'the server failed on this message; send it again' };
  }
}

/** JSON, also one object spread over lines; what is not, but has several lines, is NDJSON. */
function readMessage(body: Buffer): RawItem[] {
  try {
    return readBody(body, false);
  } catch (error) {
    if (error instanceof HttpProblem && error.code === 'not-json' && body.includes('\n')) return readBody(body, true);
    throw error;
  }
}

function readBody(body: Buffer, isLines: boolean): RawItem[] {
  try {
    return isLines ? readLineItems(body, MAX_ITEMS_PER_REQUEST) : readJsonItems(body, MAX_ITEMS_PER_REQUEST);
  } catch (error) {
    if (!(error instanceof UnreadableBody)) throw error;
    throw new HttpProblem(error.code === 'too-many-items' ? 413 : 400, error.code, error.message);
  }
}

/** A feed's name goes into ids, causes and metrics: letters, digits and `._-`. */
const FEED_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;

function sourceOf(feed: string, principal: Principal, { access, zone, defaultHome }: FeedRoutesOptions): FeedSource {
  if (!FEED_NAME.test(feed)) {
    throw new HttpProblem(404, 'unknown-feed', 'a feed is named by letters, digits and . _ - and at most 60 of them');
  }
  if (!access.mayFeed(principal, feed)) {
    throw new HttpProblem(
      403,
      'feed-not-allowed',
      `the token "${principal.name}" is not for the feed "${feed}": make one with \`citybrain token create --kind feed --feed ${feed}\``,
    );
  }
  return { name: feed, home: principal.scopeId ?? defaultHome(), zone };
}
