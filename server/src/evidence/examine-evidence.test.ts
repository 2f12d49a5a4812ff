import { MAX_EVIDENCE_BYTES, THUMBNAIL_PIXELS } from '@citybrain/protocol';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { AcceptedEvidence } from './evidence-piece.ts';
import { examineEvidence } from './examine-evidence.ts';
import { PhotoReader } from './photo-reader.ts';
import { heicFile, jpegFile, pdfFile, phonePhoto, pngFile, webpFile } from './test-kit/evidence-files.ts';

const photos = new PhotoReader();

async function accepted(bytes: Buffer, name?: string): Promise<AcceptedEvidence> {
  const outcome = await examineEvidence(bytes, name, photos);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

async function refused(bytes: Buffer): Promise<string> {
  const outcome = await examineEvidence(bytes, undefined, photos);
  return outcome.ok ? 'accepted' : outcome.refusal.code;
}

describe('looking at an uploaded file', () => {
  it('[E3] refuses an empty file and one beyond the bound of its kind', async () => {
    expect(await refused(Buffer.alloc(0))).toBe('evidence-empty');
    const tooLarge = async (file: Buffer, size: number): Promise<string> =>
      refused(Buffer.concat([file, Buffer.alloc(size - file.length, ' ')]));
    expect(await tooLarge(await jpegFile(), MAX_EVIDENCE_BYTES.photo + 1)).toBe('evidence-too-large');
    expect(await tooLarge(pdfFile(), MAX_EVIDENCE_BYTES.document + 1)).toBe('evidence-too-large');
    expect(await tooLarge(pdfFile(), MAX_EVIDENCE_BYTES.document)).toBe('accepted');
    expect(await tooLarge(await jpegFile(), MAX_EVIDENCE_BYTES.photo)).toBe('accepted');
  });

  it('[E4] refuses a photo that unpacks to more pixels than a phone takes', async () => {
    const bomb = await sharp({
      create: { width: 20_000, height: 20_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png()
      .toBuffer();
    expect(bomb.length).toBeLessThan(3_000_000);
    expect(await refused(bomb)).toBe('evidence-too-many-pixels');
  });

  it.each([
    [
      'a PNG head with garbage',
      async () => Buffer.concat([(await pngFile()).subarray(0, 33), Buffer.from('garbage'.repeat(9))]),
    ],
    ['half a JPEG', async () => cut(await jpegFile(900, 700))],
    ['half a PNG', async () => cut(await pngFile(900, 700))],
    ['half a WebP', async () => cut(await webpFile(900, 700))],
    ['half an HEIC', async () => cut(await heicFile())],
    ['three bytes of a JPEG', async () => (await jpegFile()).subarray(0, 3)],
  ])('[E4] refuses %s', async (_, file) => {
    expect(await refused(await file())).toBe('evidence-unreadable');
  });

  it('[E5] makes a thumbnail that stands upright and says nothing of place or phone', async () => {
    const file = await phonePhoto();
    expect(file.includes('PHONE MAKER')).toBe(true);
    const { thumbnail, width, height } = await accepted(file);
    expect([width, height]).toEqual([800, 1200]);
    const {
      format,
      width: thumbWidth,
      height: thumbHeight,
      exif,
      xmp,
      icc,
      orientation,
    } = await sharp(thumbnail!).metadata();
    expect([format, thumbWidth, thumbHeight]).toEqual(['webp', THUMBNAIL_PIXELS * (800 / 1200), THUMBNAIL_PIXELS]);
    expect([exif, xmp, icc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(thumbnail!.includes('PHONE MAKER')).toBe(false);
  });

  it('[E5] never enlarges a photo, and takes an HEIC that it can not decode without a thumbnail', async () => {
    const { thumbnail } = await accepted(await webpFile());
    expect(await sharp(thumbnail!).metadata()).toMatchObject({ width: 64, height: 48 });
    expect(await accepted(await heicFile())).toMatchObject({ mediaType: 'image/heic', thumbnail: null, width: null });
  });

  it('[E6] hashes the bytes as they came, and keeps those of a document without looking for pixels', async () => {
    const { sha256, bytes, thumbnail, name } = await accepted(pdfFile(), '回执.pdf');
    expect(sha256.toString('hex')).toMatch(/^[0-9a-f]{64}$/);
    expect([bytes, thumbnail, name]).toEqual([pdfFile(), null, '回执.pdf']);
  });

  it('goes on with the next photo after a broken one', async () => {
    const [broken, whole] = await Promise.all([refused(Buffer.from([0xff, 0xd8, 0xff])), refused(await jpegFile())]);
    expect([broken, whole]).toEqual(['evidence-unreadable', 'accepted']);
  });
});

const cut = (file: Buffer): Buffer => file.subarray(0, Math.floor(file.length / 2));
