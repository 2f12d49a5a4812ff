import type { FastifyInstance, HTTPMethods, RouteOptions } from 'fastify';
import { expect } from 'vitest';
import { isOpenRoute } from './open-routes.ts';

export interface DeclaredRoute {
  readonly method: HTTPMethods;
  readonly url: string;
}

/** Every route added to `app` after this call. */
export function recordRoutes(app: FastifyInstance): DeclaredRoute[] {
  const routes: DeclaredRoute[] = [];
  app.addHook('onRoute', ({ method, url }: RouteOptions) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  return routes;
}

/** Nothing but OPEN_ROUTES answers anything but 401 to whoever brings no secret, an unknown one, or one of the wrong kind. */
export async function expectClosedRoutes(app: FastifyInstance, routes: readonly DeclaredRoute[]): Promise<void> {
  const closed = routes.filter(({ method, url }) => !isOpenRoute(method, url));
  expect(closed.length).toBeGreaterThan(0);
  for (const { method, url } of closed) {
    for (const headers of [{}, { authorization: 'Bearer nonsense' }, { cookie: 'citybrain_session=nonsense' }]) {
      const path = url.replaceAll(/:\w+/g, 'x').replaceAll('*', 'x');
      const answer = await app.inject({ method: method as 'GET', url: path, headers, remoteAddress: '203.0.113.7' });
      expect({ method, url, headers, status: answer.statusCode }).toEqual({ method, url, headers, status: 401 });
    }
  }
}
