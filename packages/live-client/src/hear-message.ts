import {
  unpackFrame,
  type Ended,
  type Hello,
  type PackedFrame,
  type Tick,
  type WatchAnswer,
} from '@citybrain/protocol';
import type { LinkHandlers } from './live-transport.ts';

/** A tick or an answer as it travels. */
type Packed<Body, Key extends string> = Omit<Body, Key>;

/** Hands a message of the server on, its frames unpacked; what a newer server says besides is left out. */
export function hearMessage(handlers: LinkHandlers, name: unknown, body: unknown): void {
  switch (name) {
    case 'hello':
      return handlers.hello(body as Hello);
    case 'tick': {
      const tick = body as Packed<Tick, 'frames'> & { readonly frames: readonly PackedFrame[] };
      return handlers.tick({ ...tick, frames: tick.frames.map(unpackFrame) });
    }
    case 'answer': {
      const answer = body as Packed<WatchAnswer, 'frame'> & { readonly frame?: PackedFrame | null };
      return handlers.answer({ ...answer, frame: answer.frame ? unpackFrame(answer.frame) : null } as WatchAnswer);
    }
    case 'ended': {
      const { code } = body as Ended;
      return code === 'stopping' ? handlers.dropped() : handlers.refused(code);
    }
  }
}
