import { createHash } from 'node:crypto';
import { streamId, type StreamId, type StreamKind } from '@citybrain/domain';

/** Crockford's alphabet in lower case: no i, l, o, u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The stream of a source's subject: 80 bits of SHA-256 over kind, source and the
 * source's id, so that an item finds its stream without a look-up and two items of
 * one subject meet in the same stream, whatever their order.
 */
export function subjectStream(kind: StreamKind, source: string, sourceId: string): StreamId {
  const hash = createHash('sha256').update(`${kind}\n${source}\n${sourceId}`).digest();
  let key = '';
  for (let byte = 0; byte < 10; byte += 5) {
    const high = hash.readUInt8(byte);
    const low = hash.readUInt32BE(byte + 1);
    // Five bytes are eight letters of five bits.
    key += letter(high >>> 3) + letter(((high & 7) << 2) | (low >>> 30));
    for (let shift = 25; shift >= 0; shift -= 5) key += letter((low >>> shift) & 31);
  }
  return streamId(kind, key);
}

const letter = (five: number): string => ALPHABET.charAt(five & 31);
