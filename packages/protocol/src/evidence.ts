/** Evidence of a ticket under `/api/v1/tickets/{id}/evidence`: photos and documents, sent and read as raw bytes. */
import type { Instant } from '@citybrain/domain';
import { Type, type Static } from 'typebox';

export const EVIDENCE_KINDS = ['photo', 'document'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** What is taken. The content decides, never the name or the Content-Type of whoever sends it. */
export const EVIDENCE_MEDIA_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/plain',
] as const;
export type EvidenceMediaType = (typeof EVIDENCE_MEDIA_TYPES)[number];

const MIB = 1024 * 1024;
/** How large a piece of each kind may be. */
export const MAX_EVIDENCE_BYTES: Readonly<Record<EvidenceKind, number>> = { photo: 15 * MIB, document: 20 * MIB };
/** How many pieces a ticket may have. */
export const MAX_EVIDENCE_PIECES = 30;
/** A photo with more pixels is refused: enough for the 8192 × 6144 of a present phone. */
export const MAX_PHOTO_PIXELS = 50 * 1024 * 1024;
/** The long side of a thumbnail, which is WebP. */
export const THUMBNAIL_PIXELS = 480;
export const MAX_EVIDENCE_NAME_LENGTH = 120;

/** Of an upload: what the sender calls the file. Shown in a safe form, never used as a path. */
export const EvidenceUploadQuery = Type.Object({ name: Type.Optional(Type.String({ maxLength: 1000 })) });
export type EvidenceUploadQuery = Static<typeof EvidenceUploadQuery>;

/** One piece as it is listed; its bytes lie under `…/evidence/{id}`, its thumbnail under `…/evidence/{id}/thumbnail`. */
export interface EvidenceRow {
  readonly id: string;
  readonly name: string;
  readonly mediaType: EvidenceMediaType;
  readonly kind: EvidenceKind;
  /** In bytes. */
  readonly size: number;
  /** Of the bytes, in 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly hasThumbnail: boolean;
  /** In pixels, as the photo is to be seen; null: not a photo, or one whose size could not be read. */
  readonly width: number | null;
  readonly height: number | null;
  readonly uploadedAt: Instant;
  /** As the log names causes: `user:<name>`. */
  readonly uploadedBy: string;
}

/** The pieces of one ticket, oldest first. */
export interface EvidenceAnswer {
  readonly evidence: readonly EvidenceRow[];
}
