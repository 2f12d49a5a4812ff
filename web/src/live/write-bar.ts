import type { ConnectionStatus } from '@citybrain/live-client';

/** Longer without a word of the server, and nothing is sent any more. With the second in which it is looked at: 5 s. */
export const MOST_SILENT_MS = 3_500;

/** Why nothing can be written now; null: it can. */
export type WriteBar = 'connecting' | 'lost' | 'replay' | null;

interface Looked {
  /** What the browser says of its network. */
  readonly isOnline: boolean;
  readonly isReplay: boolean;
  /** The server's wall clock, as this machine knows it. */
  readonly serverNow: number;
}

/** Whoever decides on an old picture decides wrongly: without a live connection all that writes is shut. */
export function writeBarOf(
  { state, tick }: Pick<ConnectionStatus, 'state' | 'tick'>,
  { isOnline, isReplay, serverNow }: Looked,
): WriteBar {
  if (isReplay) return 'replay';
  if (tick === null) return state === 'connecting' || state === 'live' ? 'connecting' : 'lost';
  if (state !== 'live' || !isOnline || serverNow - tick.serverTime > MOST_SILENT_MS) return 'lost';
  return null;
}
