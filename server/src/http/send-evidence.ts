import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EvidencePiece } from '../evidence/evidence-piece.ts';
import { contentDisposition } from './content-disposition.ts';

/** A file that somebody sent may run nothing, load nothing, and is no page of ours. */
const SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'";
/**
 * A PDF runs nothing in our origin, as the viewer of the browser is a page of
 * its own; in a sandbox some viewers stay empty.
 */
const FOR_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";
/** Kept by the one browser that may see it, which asks each time whether it still may. */
const CACHE = 'private, no-cache';
const PDF = 'application/pdf';

/** Answers the file: shown when it is a photo or PDF, saved otherwise; 304 when the browser has it. */
export function sendEvidenceBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  piece: EvidencePiece,
  read: () => Promise<Buffer>,
): Promise<FastifyReply> {
  const { kind, mediaType, name } = piece;
  const isShown = kind === 'photo' || mediaType === PDF;
  void reply.header('content-disposition', contentDisposition(isShown ? 'inline' : 'attachment', name));
  const type = mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType;
  return sendOnce(request, reply, { type, etag: `"${piece.sha256}"` }, read);
}

/** Answers the thumbnail; 304 when the browser has it. */
export function sendThumbnail(
  request: FastifyRequest,
  reply: FastifyReply,
  piece: EvidencePiece,
  read: () => Promise<Buffer | null>,
): Promise<FastifyReply> {
  void reply.header('content-disposition', 'inline');
  return sendOnce(request, reply, { type: 'image/webp', etag: `"${piece.sha256}-thumbnail"` }, read);
}

async function sendOnce(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, etag }: { readonly type: string; readonly etag: string },
  read: () => Promise<Buffer | null>,
): Promise<FastifyReply> {
  void reply.headers({
    etag,
    'cache-control': CACHE,
    'x-content-type-options': 'nosniff',
    'content-security-policy': type === PDF ? FOR_PDF : SANDBOX,
  });
  if (isHeld(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type(type).send(await read());
}

const isHeld = (held: string | undefined, etag: string): boolean =>
  held?.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim())) ?? false;
