import type { ConnectionStatus, TopicView } from '@citybrain/live-client';

/**
 * Whether what is shown is vouched for. `ageSeconds`: how long it has not been.
 * A panel never shows a value without one of these beside it.
 */
export type Freshness =
  | { readonly kind: 'loading' }
  | { readonly kind: 'live' }
  | { readonly kind: 'stale'; readonly ageSeconds: number }
  | { readonly kind: 'refused' };

/** @param serverNow the server's wall clock, as this machine knows it. */
export function freshnessOf(view: TopicView, status: ConnectionStatus, serverNow: number): Freshness {
  if (view.refusal) return { kind: 'refused' };
  if (!view.replica) return { kind: 'loading' };
  const lastVouched = view.heldSince ?? (status.state === 'live' ? null : (status.tick?.serverTime ?? serverNow));
  if (lastVouched === null) return { kind: 'live' };
  return { kind: 'stale', ageSeconds: Math.max(0, Math.floor((serverNow - lastVouched) / 1000)) };
}
