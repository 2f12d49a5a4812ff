const TEXT_AND_FINAL = 0x81;

/**
 * A whole text message as a server puts it on a WebSocket (RFC 6455, 5.2): unmasked,
 * so the same bytes for every client.
 *
 * @param payload UTF-8.
 */
export function textFrame(payload: Buffer): Buffer {
  const { length } = payload;
  const header = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  header[0] = TEXT_AND_FINAL;
  if (length < 126) header[1] = length;
  else if (length < 65_536) {
    header[1] = 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
}
