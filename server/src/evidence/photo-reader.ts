import { MAX_PHOTO_PIXELS, THUMBNAIL_PIXELS } from '@citybrain/protocol';
import sharp, { type Sharp } from 'sharp';
import type { SniffedKind } from './evidence-piece.ts';
import { refuseEvidence, takeEvidence, type EvidenceOutcome } from './evidence-refusal.ts';
import { isWholeHeif } from './heif-file.ts';

/** What is read from a photo: its size in pixels as it is to be seen, and a small picture of it. */
export interface PhotoReading {
  readonly width: number | null;
  readonly height: number | null;
  /** WebP without any metadata; null: the photo can't be decoded here. */
  readonly thumbnail: Buffer | null;
}

const TIMEOUT_SECONDS = 20;
const WEBP_QUALITY = 76;
const UNREAD: PhotoReading = { width: null, height: null, thumbnail: null };

/** Decodes photos, one after the other: a large one takes some hundred megabytes while it is decoded. */
export class PhotoReader {
  #last: Promise<unknown> = Promise.resolve();

  read(bytes: Buffer, mediaType: SniffedKind['mediaType']): Promise<EvidenceOutcome<PhotoReading>> {
    const reading = this.#last.then(() => (mediaType === 'image/heic' ? readHeic(bytes) : readPhoto(bytes)));
    this.#last = reading.catch(() => undefined);
    return reading;
  }
}

async function readPhoto(bytes: Buffer): Promise<EvidenceOutcome<PhotoReading>> {
  try {
    return takeEvidence(await decode(bytes));
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return /pixel limit/i.test(reason)
      ? refuseEvidence(
          'evidence-too-many-pixels',
          `The photo has more than ${Math.floor(MAX_PHOTO_PIXELS / 1e6)} million pixels: make it smaller and send it again.`,
        )
      : refuseEvidence('evidence-unreadable', 'The photo is broken or not complete: send the original again.');
  }
}

/** The decoder for what most phones pack into HEIC is not at hand everywhere: then the photo is kept without a thumbnail. */
async function readHeic(bytes: Buffer): Promise<EvidenceOutcome<PhotoReading>> {
  if (!isWholeHeif(bytes)) {
    return refuseEvidence('evidence-unreadable', 'The HEIC photo is broken or not complete: send the original again.');
  }
  return takeEvidence(await decode(bytes).catch(() => UNREAD));
}

async function decode(bytes: Buffer): Promise<PhotoReading> {
  const { autoOrient } = await open(bytes).metadata();
  const thumbnail = await open(bytes)
    .autoOrient()
    .resize({ width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: TIMEOUT_SECONDS })
    .webp({ quality: WEBP_QUALITY })
    .toBuffer();
  return { ...autoOrient, thumbnail };
}

/** What sharp writes carries no metadata unless it is told to. */
const open = (bytes: Buffer): Sharp =>
  sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PHOTO_PIXELS, sequentialRead: true });
