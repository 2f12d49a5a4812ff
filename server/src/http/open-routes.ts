/**
 * All that one reaches without signing in; a HEAD goes with its GET. A route that
 * is open by its own word and not in this list stops the server from starting.
 */
export const OPEN_ROUTES: readonly string[] = [
  'GET /healthz',
  'GET /readyz',
  'POST /api/v1/session',
  // The sign-in and holding pages with their assets: the same for everybody, without any of the city's data.
  'GET /sign-in',
  'GET /hold',
  'GET /assets/*',
  'GET /favicon.svg',
  // These lead to the sign-in or holding page.
  'GET /',
  'GET /wall',
  'GET /console',
  'GET /measures',
  'GET /account/password',
  'GET /dev/ui',
];

export const isOpenRoute = (method: string, url: string): boolean =>
  OPEN_ROUTES.includes(`${method === 'HEAD' ? 'GET' : method} ${url}`);
