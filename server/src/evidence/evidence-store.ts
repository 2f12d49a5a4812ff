import { createHash } from 'node:crypto';
import { instant, type Instant, type TicketId } from '@citybrain/domain';
import { MAX_EVIDENCE_PIECES, type EvidenceKind, type EvidenceMediaType } from '@citybrain/protocol';
import type { Database, Queries } from '../log/database.ts';
import { toIso } from '../log/iso-time.ts';
import { Fault } from '../observe/fault.ts';
import { evidenceId } from './evidence-id.ts';
import type { AcceptedEvidence, EvidencePiece } from './evidence-piece.ts';
import { refuseEvidence, takeEvidence, type EvidenceOutcome } from './evidence-refusal.ts';

export interface EvidenceOrigin {
  readonly ticketId: TicketId;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
}

/** `isNew` false: the ticket had these bytes already, under the name and by the person of the first time. */
export interface StoredEvidence {
  readonly piece: EvidencePiece;
  readonly isNew: boolean;
}

interface EvidenceTableRow {
  readonly id: string;
  readonly ticket_id: TicketId;
  readonly sha256: Buffer;
  readonly media_type: EvidenceMediaType;
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly size: number;
  readonly has_thumbnail: boolean;
  readonly width: number | null;
  readonly height: number | null;
  readonly uploaded_by: string;
  readonly uploaded_at: number;
}

const COLUMNS = `id, ticket_id, sha256, media_type, kind, name, size, thumbnail IS NOT NULL AS has_thumbnail,
  width, height, uploaded_by, uploaded_at`;

/** Keeps what was uploaded to tickets, byte by byte, in the database of the log, so that one backup holds both. */
export class EvidenceStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Stores a file, durable on return. Refuses it when the ticket has as many pieces as it may. */
  put(file: AcceptedEvidence, origin: EvidenceOrigin): Promise<EvidenceOutcome<StoredEvidence>> {
    const id = evidenceId(origin.ticketId, file.sha256);
    return this.#database.transaction(async (transaction) => {
      // One upload of a ticket at a time: two at once could both be the last that may.
      await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`evidence ${origin.ticketId}`]);
      const known = await findIn(transaction, origin.ticketId, id);
      if (known) return takeEvidence({ piece: known, isNew: false });
      const [held] = await transaction.query<{ count: number }>(
        'SELECT count(*) AS count FROM evidence WHERE ticket_id = $1',
        [origin.ticketId],
      );
      if ((held?.count ?? 0) >= MAX_EVIDENCE_PIECES) return refuseMore(origin.ticketId);
      return takeEvidence({ piece: await insert(transaction, id, file, origin), isNew: true });
    });
  }

  /** A piece of this very ticket. */
  find(ticketId: TicketId, id: string): Promise<EvidencePiece | null> {
    return findIn(this.#database, ticketId, id);
  }

  /** The pieces of these tickets, oldest first. */
  async listOf(ticketIds: readonly TicketId[]): Promise<EvidencePiece[]> {
    const rows = await this.#database.query<EvidenceTableRow>(
      `SELECT ${COLUMNS} FROM evidence WHERE ticket_id = ANY($1::text[]) ORDER BY uploaded_at, id`,
      [ticketIds],
    );
    return rows.map(fromRow);
  }

  /** The bytes as they were uploaded. @throws Fault EVIDENCE-101 when they are not any more. */
  async readBytes(piece: EvidencePiece): Promise<Buffer> {
    const [row] = await this.#database.query<{ bytes: Buffer }>('SELECT bytes FROM evidence WHERE id = $1', [piece.id]);
    const isIntact = row && createHash('sha256').update(row.bytes).digest('hex') === piece.sha256;
    if (!isIntact)
      throw new Fault('EVIDENCE-101', `the bytes of evidence ${piece.id} do not have the hash ${piece.sha256}`);
    return row.bytes;
  }

  /** WebP; null: the piece has none. */
  async readThumbnail(id: string): Promise<Buffer | null> {
    const [row] = await this.#database.query<{ thumbnail: Buffer | null }>(
      'SELECT thumbnail FROM evidence WHERE id = $1',
      [id],
    );
    return row?.thumbnail ?? null;
  }

  /** Whether the stored bytes still have their hash, told by the database without moving them; null: no such piece. */
  async verify(id: string): Promise<boolean | null> {
    const [row] = await this.#database.query<{ is_intact: boolean }>(
      'SELECT sha256(bytes) = sha256 AS is_intact FROM evidence WHERE id = $1',
      [id],
    );
    return row?.is_intact ?? null;
  }
}

async function findIn(queries: Queries, ticketId: TicketId, id: string): Promise<EvidencePiece | null> {
  const [row] = await queries.query<EvidenceTableRow>(
    `SELECT ${COLUMNS} FROM evidence WHERE ticket_id = $1 AND id = $2`,
    [ticketId, id],
  );
  return row ? fromRow(row) : null;
}

async function insert(
  transaction: Queries,
  id: string,
  file: AcceptedEvidence,
  { ticketId, uploadedBy, uploadedAt }: EvidenceOrigin,
): Promise<EvidencePiece> {
  const { sha256, mediaType, kind, name, bytes, thumbnail, width, height } = file;
  const [row] = await transaction.query<EvidenceTableRow>(
    `INSERT INTO evidence (id, ticket_id, sha256, media_type, kind, name, size, bytes, thumbnail, width, height,
       uploaded_by, uploaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING ${COLUMNS}`,
    [
      ...[id, ticketId, sha256, mediaType, kind, name, bytes.length, bytes, thumbnail, width, height],
      ...[uploadedBy, toIso(uploadedAt)],
    ],
  );
  return fromRow(row as EvidenceTableRow);
}

const refuseMore = (ticketId: TicketId): EvidenceOutcome<never> =>
  refuseEvidence(
    'evidence-too-many-pieces',
    `The ticket ${ticketId} has ${MAX_EVIDENCE_PIECES} pieces of evidence, which is all it may: put several pictures into one PDF.`,
  );

const fromRow = (row: EvidenceTableRow): EvidencePiece => ({
  id: row.id,
  ticketId: row.ticket_id,
  name: row.name,
  mediaType: row.media_type,
  kind: row.kind,
  size: row.size,
  sha256: row.sha256.toString('hex'),
  hasThumbnail: row.has_thumbnail,
  width: row.width,
  height: row.height,
  uploadedAt: instant(row.uploaded_at),
  uploadedBy: row.uploaded_by,
});
