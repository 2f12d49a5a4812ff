import type { Ended } from '@citybrain/protocol';
import type { Message } from './message.ts';

/** How one screen is reached. Messages arrive in the order in which they were sent. */
export interface Wire {
  /** Bytes sent that the network has not taken yet. */
  readonly backlogBytes: number;
  send(message: Message): void;
  /** Ends the connection at once, without a goodbye; whoever made the wire tells the audience that it is gone. */
  cut(): void;
  /** Says goodbye, then ends the connection. */
  end(why: Ended): void;
}
