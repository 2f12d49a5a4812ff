import { MAX_BODY_BYTES } from '@citybrain/protocol';
import type { FastifyInstance } from 'fastify';

/** Within `app`, JSON and NDJSON bodies arrive as bytes: intake itself tells a broken line from a broken request. */
export function takeRawBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser(
    ['application/json', 'application/x-ndjson', 'application/ndjson', 'application/jsonl', 'text/plain'],
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (_request, body, done) => done(null, body),
  );
}
