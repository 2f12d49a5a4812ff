import type { TicketId } from '@citybrain/domain';
import { MAX_EVIDENCE_BYTES, MAX_EVIDENCE_PIECES, type EvidenceRow } from '@citybrain/protocol';
import { rest } from './rest-client.ts';

export { MAX_EVIDENCE_PIECES };

const path = (ticket: TicketId): string => `/tickets/${encodeURIComponent(ticket)}/evidence`;

/** Larger is not sent at all. */
export const MAX_UPLOAD_BYTES = Math.max(...Object.values(MAX_EVIDENCE_BYTES));

/** Adds a photo or a document; throws RestProblem. */
export const uploadEvidence = (ticket: TicketId, file: File): Promise<EvidenceRow> =>
  rest<EvidenceRow>('POST', `${path(ticket)}?name=${encodeURIComponent(file.name)}`, file);

export const evidenceUrl = (ticket: TicketId, piece: string): string =>
  `/api/v1${path(ticket)}/${encodeURIComponent(piece)}`;
export const thumbnailUrl = (ticket: TicketId, piece: string): string => `${evidenceUrl(ticket, piece)}/thumbnail`;
