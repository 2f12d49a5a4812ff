import type { WebSocket } from 'ws';
import type { Message } from '../message.ts';

/** Of a WebSocket of the library, what writes frames that are ready; Socket.IO's own broadcast uses the same. */
interface FrameSender {
  sendFrame(frame: readonly Buffer[]): void;
}

/** Puts a message on an open WebSocket as bytes that were made once for all it goes to. */
export function writeFrame(socket: WebSocket, message: Message, prefix: string): void {
  if (socket.readyState !== socket.OPEN) return;
  const { _sender } = socket as unknown as { readonly _sender: FrameSender };
  _sender.sendFrame([message.frame(prefix)]);
}
