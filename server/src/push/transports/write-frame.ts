import type { WebSocket } from 'ws';

/** Of a WebSocket of the library, what writes frames that are ready; Socket.IO's own broadcast uses the same. */
interface FrameSender {
  sendFrame(frame: readonly Buffer[]): void;
}

/**
 * What a server agrees to with clients that can inflate: without context, so that a
 * message deflated once is good for all of them, and no client costs memory.
 */
export const DEFLATE = { threshold: 2_048, serverNoContextTakeover: true, clientNoContextTakeover: true };

/** Whether the client agreed to {@link DEFLATE}; known once the socket is open. */
export const canInflate = (socket: WebSocket): boolean => socket.extensions.includes('permessage-deflate');

/** Puts a message on an open WebSocket as bytes that were made once for all it goes to, part by part. */
export function writeFrame(socket: WebSocket, frame: readonly Buffer[]): void {
  if (socket.readyState !== socket.OPEN) return;
  const { _sender } = socket as unknown as { readonly _sender: FrameSender };
  for (const part of frame) _sender.sendFrame([part]);
}
