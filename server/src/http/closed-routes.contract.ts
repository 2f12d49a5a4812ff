import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { isOpenRoute } from './open-routes.ts';

/** No route of `app` but OPEN_ROUTES answers anything but 401 to whoever brings no secret or one that is not known. */
export async function expectClosedRoutes(app: FastifyInstance): Promise<void> {
  await app.ready();
  const closed = app.declaredRoutes.filter(({ method, url }) => !isOpenRoute(method, url));
  expect(closed.length).toBeGreaterThan(0);
  for (const { method, url } of closed) {
    for (const headers of [{}, { authorization: 'Bearer nonsense' }, { cookie: 'citybrain_session=nonsense' }]) {
      const path = url.replaceAll(/:\w+/g, 'x').replaceAll('*', 'x');
      const answer = await app.inject({ method: method as 'GET', url: path, headers, remoteAddress: '203.0.113.7' });
      expect({ method, url, headers, status: answer.statusCode }).toEqual({ method, url, headers, status: 401 });
    }
  }
}
