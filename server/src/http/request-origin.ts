import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/**
 * False when a browser sends this for a page of another site. Browsers that are
 * old enough to say neither `Sec-Fetch-Site` nor `Origin` do not cross sites with
 * a SameSite cookie; programs say neither and are not lured.
 * @param host the host that the browser asked for, with its port
 */
export function isFromOwnSite(headers: Pick<IncomingHttpHeaders, 'origin' | 'sec-fetch-site'>, host: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = headers.origin;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

const LOOPBACK_ADDRESS = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const LOOPBACK_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;

/**
 * True when a program on this very machine asks: neither a proxy on behalf of
 * somebody else, nor a page whose name was bent to this address.
 */
export function isFromThisMachine(request: IncomingMessage): boolean {
  const { headers, socket } = request;
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in headers);
  return !isForwarded && LOOPBACK_ADDRESS.test(socket.remoteAddress ?? '') && LOOPBACK_HOST.test(headers.host ?? '');
}
