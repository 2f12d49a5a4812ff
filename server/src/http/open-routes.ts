/**
 * All that one reaches without signing in; a HEAD goes with its GET. A route that
 * is open by its own word and not in this list stops the server from starting.
 */
export const OPEN_ROUTES: readonly string[] = [
  'GET /healthz',
  'GET /readyz',
  'POST /api/v1/session',
  // The web's pages and assets: the same for everybody, without any of the city's data.
  'GET /',
  'GET /*',
  'GET /assets/*',
];

export const isOpenRoute = (method: string, url: string): boolean =>
  OPEN_ROUTES.includes(`${method === 'HEAD' ? 'GET' : method} ${url}`);
