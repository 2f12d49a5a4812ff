import { constants, deflateRawSync } from 'node:zlib';

const TEXT_AND_FINAL = 0x81;
/** RSV1: the payload is deflated (RFC 7692). */
const DEFLATED = 0x40;
/** What every flush ends with, and a message leaves out. */
const FLUSH_TAIL_BYTES = 4;

/**
 * A whole text message as a server puts it on a WebSocket (RFC 6455, 5.2): unmasked,
 * so the same bytes for every client.
 *
 * @param payload UTF-8.
 */
export const textFrame = (payload: Buffer): Buffer => frameOf(TEXT_AND_FINAL, payload);

/** What goes before the parts of a payload of so many bytes. */
export const textFrameHeader = (length: number): Buffer => headerOf(TEXT_AND_FINAL, length);

/** The same for clients that agreed to `permessage-deflate` without context: again the same bytes for all of them. */
export function deflatedTextFrame(payload: Buffer): Buffer {
  const deflated = deflateRawSync(payload, { level: 1, finishFlush: constants.Z_SYNC_FLUSH });
  return frameOf(TEXT_AND_FINAL | DEFLATED, deflated.subarray(0, deflated.length - FLUSH_TAIL_BYTES));
}

const frameOf = (firstByte: number, payload: Buffer): Buffer =>
  Buffer.concat([headerOf(firstByte, payload.length), payload]);

function headerOf(firstByte: number, length: number): Buffer {
  const header = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  header[0] = firstByte;
  if (length < 126) header[1] = length;
  else if (length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return header;
}
