import type { EvidenceMediaType } from '@citybrain/protocol';
import type { SniffedKind } from './evidence-piece.ts';
import { refuseKind, takeEvidence, type EvidenceOutcome } from './evidence-refusal.ts';
import { isoMediaKind } from './heif-file.ts';
import { refusedSignature } from './refused-signatures.ts';
import { sniffOffice } from './sniff-office.ts';
import { plainText, sniffText } from './sniff-text.ts';

/**
 * What a file is, by its content alone, or why it is not taken. Only what stands
 * at the very start counts, so that a file is one thing for everybody. That a
 * photo can be decoded is for {@link PhotoReader} to say.
 */
export async function sniffEvidence(bytes: Buffer): Promise<EvidenceOutcome<SniffedKind>> {
  const image = imageType(bytes);
  if (image !== null) return takeEvidence({ mediaType: image, kind: 'photo' });
  const head = bytes.toString('latin1', 0, 8);
  if (head.startsWith('%PDF-')) return takeEvidence({ mediaType: 'application/pdf', kind: 'document' });
  if (head.startsWith('PK\x03\x04')) return sniffOffice(bytes);
  if (head.startsWith('PK\x05\x06')) return refuseKind('an empty zip archive');
  const media = isoMediaKind(bytes);
  if (media !== null) return refuseKind(media === 'avif' ? 'an AVIF image' : 'a video or audio recording');
  const text = plainText(bytes);
  return text === null ? refuseBinary(bytes) : sniffText(text);
}

function refuseBinary(bytes: Buffer): EvidenceOutcome<never> {
  const start = bytes.subarray(0, 2).toString('latin1');
  if (start === '\xff\xfe' || start === '\xfe\xff') return refuseKind('text in UTF-16', 'save it as UTF-8');
  return refuseKind(refusedSignature(bytes) ?? 'a kind that is not known, or text in another encoding than UTF-8');
}

function imageType(bytes: Buffer): EvidenceMediaType | null {
  const head = bytes.toString('latin1', 0, 12);
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'image/webp';
  return isoMediaKind(bytes) === 'heic' ? 'image/heic' : null;
}
