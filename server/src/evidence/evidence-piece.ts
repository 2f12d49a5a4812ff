import type { Instant, TicketId } from '@citybrain/domain';
import type { EvidenceKind, EvidenceMediaType } from '@citybrain/protocol';

/** What a file is, by its content. */
export interface SniffedKind {
  readonly mediaType: EvidenceMediaType;
  readonly kind: EvidenceKind;
}

/** A file that was looked at and may be kept. */
export interface AcceptedEvidence extends SniffedKind {
  readonly name: string;
  readonly bytes: Buffer;
  /** SHA-256 of `bytes`. */
  readonly sha256: Buffer;
  /** WebP; null: a document, or a photo that can't be decoded here. */
  readonly thumbnail: Buffer | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** A piece of evidence without its bytes. */
export interface EvidencePiece extends SniffedKind {
  readonly id: string;
  readonly ticketId: TicketId;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly hasThumbnail: boolean;
  readonly width: number | null;
  readonly height: number | null;
  readonly uploadedAt: Instant;
  readonly uploadedBy: string;
}
