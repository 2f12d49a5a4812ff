import { createHash } from 'node:crypto';
import { MAX_EVIDENCE_BYTES } from '@citybrain/protocol';
import { evidenceName } from './evidence-name.ts';
import type { AcceptedEvidence, SniffedKind } from './evidence-piece.ts';
import { refuseEvidence, takeEvidence, type EvidenceOutcome } from './evidence-refusal.ts';
import type { PhotoReader, PhotoReading } from './photo-reader.ts';
import { sniffEvidence } from './sniff-evidence.ts';

const NO_PHOTO: PhotoReading = { width: null, height: null, thumbnail: null };

/**
 * Looks at an uploaded file: its size, what it is by its content, and whether a
 * photo can be decoded. @param name what the sender calls it.
 */
export async function examineEvidence(
  bytes: Buffer,
  name: string | undefined,
  photos: PhotoReader,
): Promise<EvidenceOutcome<AcceptedEvidence>> {
  if (bytes.length === 0) {
    return refuseEvidence(
      'evidence-empty',
      'The file is empty: choose the file again and send its content as the body.',
    );
  }
  const sniffed = await sniffEvidence(bytes);
  if (!sniffed.ok) return sniffed;
  const { mediaType, kind } = sniffed.value;
  const tooLarge = refuseSize(bytes.length, kind);
  if (tooLarge) return tooLarge;
  const reading = kind === 'photo' ? await photos.read(bytes, mediaType) : takeEvidence(NO_PHOTO);
  if (!reading.ok) return reading;
  const sha256 = createHash('sha256').update(bytes).digest();
  return takeEvidence({ mediaType, kind, name: evidenceName(name, mediaType), bytes, sha256, ...reading.value });
}

function refuseSize(size: number, kind: SniffedKind['kind']): EvidenceOutcome<never> | null {
  const limit = MAX_EVIDENCE_BYTES[kind];
  if (size <= limit) return null;
  const inMib = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
  return refuseEvidence(
    'evidence-too-large',
    `The ${kind} has ${inMib(size)} MiB, at most ${inMib(limit)} are taken: make it smaller and send it again.`,
  );
}
