/** Brands of HEIF files whose pictures are packed as HEVC, as phones write them. */
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const MAX_BRANDS = 64;

/** What an ISO base media file (`ftyp` at its start) holds; null: it is none. */
export function isoMediaKind(bytes: Buffer): 'heic' | 'avif' | 'video' | null {
  if (bytes.length < 16 || bytes.toString('latin1', 4, 8) !== 'ftyp') return null;
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 16 + 4 * MAX_BRANDS);
  const brands = [bytes.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(bytes.toString('latin1', at, at + 4));
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  return brands.some((brand) => HEIC_BRANDS.has(brand)) ? 'heic' : 'video';
}

/** True when the boxes of the file fill it to its last byte, and its description and picture are among them. */
export function isWholeHeif(bytes: Buffer): boolean {
  const types = new Set<string>();
  let at = 0;
  while (at < bytes.length) {
    const size = boxSize(bytes, at);
    if (size === null || at + size > bytes.length) return false;
    types.add(bytes.toString('latin1', at + 4, at + 8));
    at += size;
  }
  return types.has('meta') && (types.has('mdat') || types.has('idat'));
}

/** Null: what stands at `at` is no box. */
function boxSize(bytes: Buffer, at: number): number | null {
  if (at + 8 > bytes.length) return null;
  const size = bytes.readUInt32BE(at);
  // 0: up to the end of the file; 1: the size follows in 64 bits.
  if (size === 0) return bytes.length - at;
  if (size !== 1) return size >= 8 ? size : null;
  if (at + 16 > bytes.length) return null;
  const large = bytes.readBigUInt64BE(at + 8);
  return large >= 16n && large <= BigInt(bytes.length) ? Number(large) : null;
}
