import type { Instant } from '@citybrain/domain';
import { IntakeAnswer, MAX_BODY_BYTES, type QuarantineRow } from '@citybrain/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Intake } from '../feeds/intake.ts';
import { readJsonItems } from '../feeds/read-items.ts';
import type { QuarantinedItem, Quarantine } from '../log/quarantine.ts';
import { HttpProblem } from './http-problem.ts';

export interface QuarantineRoutesOptions {
  readonly quarantine: Quarantine;
  readonly intake: Intake;
  readonly zone: string;
  readonly now: () => Instant;
}

const EntryId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

const ListQuery = Type.Object({
  feed: Type.Optional(Type.String({ maxLength: 60 })),
  before: Type.Optional(EntryId),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});

const ResendParams = Type.Object({ id: EntryId });

/** What intake refused: to list, and to send again, corrected or as it is. */
export function quarantineRoutes(app: FastifyInstance, options: QuarantineRoutesOptions): void {
  const { quarantine } = options;

  app.get<{ Querystring: { feed?: string; before?: number; limit?: number } }>(
    '/api/v1/quarantine',
    {
      config: { action: 'quarantine.read' },
      schema: { summary: 'Refused items, newest first', tags: ['feeds'], querystring: ListQuery },
    },
    async (request) => {
      const { feed, before, limit = 100 } = request.query;
      const items = await quarantine.list({
        limit,
        ...(feed !== undefined && { feed }),
        ...(before !== undefined && { beforeId: before }),
      });
      return { counts: await quarantine.countByCode(), items: items.map(rowOf) };
    },
  );

  app.post<{ Params: { id: number }; Body: Buffer | undefined }>(
    '/api/v1/quarantine/:id/resend',
    {
      config: { action: 'quarantine.resend' },
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        summary: 'Send a refused item again; a body replaces it',
        tags: ['feeds'],
        params: ResendParams,
        response: { 200: IntakeAnswer },
      },
    },
    async (request) => {
      const kept = await quarantine.find(request.params.id);
      if (!kept) throw new HttpProblem(404, 'unknown-item', `quarantine holds no item ${request.params.id}`);
      const body = request.body && request.body.length > 0 ? request.body : kept.raw;
      const items = readOne(body);
      if (items.length !== 1) throw new HttpProblem(400, 'not-one-item', 'send the corrected item itself, not a list');
      const answer = await options.intake.take(items, { name: kept.feed, home: kept.home, zone: options.zone });
      if (answer.rejected === 0) await quarantine.resolve(kept.id, options.now());
      return answer;
    },
  );
}

function readOne(body: Buffer): ReturnType<typeof readJsonItems> {
  try {
    return readJsonItems(body, 1);
  } catch (error) {
    throw new HttpProblem(400, 'not-json', `${(error as Error).message}: send the corrected item as the body`);
  }
}

const rowOf = (item: QuarantinedItem): QuarantineRow => ({
  id: item.id,
  feed: item.feed,
  receivedAt: item.receivedAt,
  code: item.code,
  message: item.message,
  path: item.path,
  itemId: item.itemId,
  raw: item.raw.toString('utf8'),
  attempts: item.attempts,
  resolvedAt: item.resolvedAt,
});
