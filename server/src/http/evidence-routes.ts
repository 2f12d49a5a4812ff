import rateLimit from '@fastify/rate-limit';
import type { Instant, TicketId } from '@citybrain/domain';
import { EvidenceUploadQuery, MAX_EVIDENCE_BYTES, type EvidenceAnswer, type EvidenceRow } from '@citybrain/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { maskText } from '../access/masking.ts';
import { causeOf, type Principal } from '../access/principal.ts';
import type { EvidencePiece } from '../evidence/evidence-piece.ts';
import type { EvidenceRefusalCode } from '../evidence/evidence-refusal.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import { examineEvidence } from '../evidence/examine-evidence.ts';
import type { PhotoReader } from '../evidence/photo-reader.ts';
import { principalOf } from './authenticate.ts';
import { HttpProblem } from './http-problem.ts';
import { sendEvidenceBytes, sendThumbnail } from './send-evidence.ts';
import { ticketInScope, type TicketScopeParts } from './ticket-in-scope.ts';

export interface EvidenceRoutesOptions extends TicketScopeParts {
  readonly store: EvidenceStore;
  readonly photos: PhotoReader;
  readonly now: () => Instant;
  /**
   * Awaited before an upload is answered: tells the ticket of the piece. Called
   * again when the same bytes come again, since what it did may have failed
   * after they were stored: it must be idempotent by `piece.id`. What it throws
   * is the answer; the bytes stay.
   */
  readonly onAdded: (piece: EvidencePiece, principal: Principal) => Promise<void>;
}

interface TicketParams {
  readonly id: string;
}
interface PieceParams extends TicketParams {
  readonly evidenceId: string;
}

const URL = '/api/v1/tickets/:id/evidence';
const tags = ['evidence'];
const config = { action: 'evidence.read' } as const;

const MAX_BODY_BYTES = Math.max(...Object.values(MAX_EVIDENCE_BYTES));
/** Uploads of one person or token. A ticket's thirty pieces fit, and somebody's whole day in the street. */
const UPLOADS_PER_MINUTE = 60;

const STATUS: Readonly<Record<EvidenceRefusalCode, number>> = {
  'evidence-empty': 422,
  'evidence-too-large': 413,
  'evidence-kind-not-taken': 415,
  'evidence-unreadable': 422,
  'evidence-too-many-pixels': 422,
  'evidence-too-many-pieces': 409,
};

/** Photos and documents of tickets. Register it in a scope of its own: it takes any body as bytes. */
export async function evidenceRoutes(app: FastifyInstance, options: EvidenceRoutesOptions): Promise<void> {
  takeAnyBody(app);
  await app.register(rateLimit, {
    global: false,
    keyGenerator: (request) => principalOf(request).id,
    errorResponseBuilder: (_request, { after }) =>
      new HttpProblem(
        429,
        'too-many-uploads',
        `These are more than ${UPLOADS_PER_MINUTE} uploads a minute. Go on after ${after}.`,
      ),
  });

  app.post<{ Params: TicketParams; Querystring: EvidenceUploadQuery; Body: Buffer | undefined }>(
    URL,
    {
      config: { action: 'evidence.add', rateLimit: { max: UPLOADS_PER_MINUTE, timeWindow: '1 minute' } },
      schema: {
        summary: 'Add a photo or document: the file itself is the body',
        tags,
        querystring: EvidenceUploadQuery,
      },
      // Before the body is read: who may not add to the ticket sends nothing.
      preParsing: async (request) => {
        await ticketInScope(options, principalOf(request), request.params.id);
      },
    },
    (request, reply) => addEvidence(options, request, reply),
  );

  app.get<{ Params: TicketParams }>(
    URL,
    { config, schema: { summary: 'The photos and documents of a ticket, oldest first', tags } },
    async (request): Promise<EvidenceAnswer> => {
      const principal = principalOf(request);
      const { id } = await ticketInScope(options, principal, request.params.id);
      const pieces = await options.store.listOf([id]);
      return { evidence: pieces.map((piece) => evidenceRow(piece, principal)) };
    },
  );

  app.get<{ Params: PieceParams }>(
    `${URL}/:evidenceId`,
    { config, compress: false, schema: { summary: 'The file as it was uploaded', tags } },
    async (request, reply) => {
      const piece = await findPiece(options, request);
      const shown = { ...piece, name: shownName(piece, principalOf(request)) };
      return sendEvidenceBytes(request, reply, shown, () => options.store.readBytes(piece));
    },
  );

  app.get<{ Params: PieceParams }>(
    `${URL}/:evidenceId/thumbnail`,
    { config, compress: false, schema: { summary: 'A small picture of a photo, WebP', tags } },
    async (request, reply) => {
      const piece = await findPiece(options, request);
      if (!piece.hasThumbnail) {
        throw new HttpProblem(404, 'no-thumbnail', `${piece.id} has no thumbnail: open the file itself`);
      }
      return sendThumbnail(request, reply, piece, () => options.store.readThumbnail(piece.id));
    },
  );
}

async function addEvidence(
  options: EvidenceRoutesOptions,
  request: FastifyRequest<{ Params: TicketParams; Querystring: EvidenceUploadQuery; Body: Buffer | undefined }>,
  reply: FastifyReply,
): Promise<EvidenceRow> {
  const principal = principalOf(request);
  const file = await examineEvidence(request.body ?? Buffer.alloc(0), request.query.name, options.photos);
  if (!file.ok) throw problemOf(file.refusal);
  const origin = {
    ticketId: request.params.id as TicketId,
    uploadedBy: causeOf(principal),
    uploadedAt: options.now(),
  };
  const stored = await options.store.put(file.value, origin);
  if (!stored.ok) throw problemOf(stored.refusal);
  const { piece, isNew } = stored.value;
  await options.onAdded(piece, principal);
  void reply.code(isNew ? 201 : 200);
  return evidenceRow(piece, principal);
}

const problemOf = ({ code, message }: { code: EvidenceRefusalCode; message: string }): HttpProblem =>
  new HttpProblem(STATUS[code], code, message);

async function findPiece(
  options: EvidenceRoutesOptions,
  request: FastifyRequest<{ Params: PieceParams }>,
): Promise<EvidencePiece> {
  const { id, evidenceId } = request.params;
  const ticket = await ticketInScope(options, principalOf(request), id);
  const piece = await options.store.find(ticket.id, evidenceId);
  if (!piece) {
    throw new HttpProblem(404, 'unknown-evidence', `the ticket ${id} has no evidence ${evidenceId.slice(0, 40)}`);
  }
  return piece;
}

/** A file's name is free text: what is personal in it is shown in part. */
const shownName = (piece: EvidencePiece, { fieldLevel }: Principal): string =>
  maskText(piece.name, fieldLevel) ?? piece.id;

function evidenceRow(piece: EvidencePiece, principal: Principal): EvidenceRow {
  const { ticketId: _, ...row } = piece;
  return { ...row, name: shownName(piece, principal) };
}

/** Within `app` a body of any Content-Type, or of none, arrives as its bytes. */
function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error) => {
    if ((error as { code?: unknown }).code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error;
    const limit = MAX_BODY_BYTES / 1024 / 1024;
    throw new HttpProblem(
      413,
      'evidence-too-large',
      `The file has more than ${limit} MiB: make it smaller and send it again.`,
    );
  });
}
