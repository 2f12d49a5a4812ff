import fastify, { type FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { Fault } from '../observe/fault.ts';
import { HttpProblem } from './http-problem.ts';
import { registerProblems } from './problem.ts';

const body = Type.Object({ name: Type.String({ minLength: 1 }), kind: Type.Enum(['a', 'b']) });

function build(): FastifyInstance {
  const app = fastify();
  registerProblems(app, { page: (_request, reply) => reply.type('text/html').send('<page>') });
  app.post('/things', { schema: { body } }, () => 'made');
  app.get('/bug', () => {
    throw new Error('password=hunter2 at /srv/secret.ts:12');
  });
  app.get('/away', () => {
    throw new Fault('STORE-104', 'connect ECONNREFUSED 10.1.2.3', { canRetry: true });
  });
  app.get('/refused', () => {
    throw new HttpProblem(409, 'too-late', 'It is over.');
  });
  return app;
}

const post = async (payload: string, type = 'application/json'): Promise<Record<string, unknown>> =>
  (await build().inject({ method: 'POST', url: '/things', headers: { 'content-type': type }, payload })).json();

describe('what went wrong is answered as a problem', () => {
  it('names the field and what it should be', async () => {
    expect(await post('{"name":"x","kind":"c"}')).toEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'not-valid',
      detail: 'body/kind must be equal to one of the allowed values ["a","b"]',
      errors: [{ path: 'body/kind', expected: 'must be equal to one of the allowed values ["a","b"]' }],
    });
    expect((await post('{"kind":"a"}'))['detail']).toBe("body must have required property 'name'");
  });

  it.each([
    ['{"name":', 'application/json', 400, 'broken-json'],
    ['', 'application/json', 400, 'broken-json'],
    ['{"__proto__":{"x":1},"name":"x","kind":"a"}', 'application/json', 400, 'broken-json'],
    ['<x/>', 'application/xml', 415, 'media-type-not-supported'],
  ])('says of %s as %s: %i %s', async (payload, type, status, code) => {
    expect(await post(payload, type)).toMatchObject({ status, code });
  });

  it('says nothing of the inside', async () => {
    const bug = await build().inject('/bug');
    expect(bug.statusCode).toBe(500);
    expect(bug.body).not.toMatch(/hunter2|secret\.ts/);
    const away = await build().inject('/away');
    expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '5']);
    expect(away.json()).toMatchObject({ code: 'STORE-104', detail: 'The database could not be reached.' });
  });

  it('keeps the code of a problem that a route throws', async () => {
    expect((await build().inject('/refused')).json()).toMatchObject({ status: 409, code: 'too-late' });
  });

  it('answers an unknown part of the interface with 404 and any other GET with the page', async () => {
    const unknown = await build().inject('/api/v1/nothing?secret=1');
    expect(unknown.json()).toMatchObject({
      status: 404,
      code: 'not-found',
      detail: 'There is no GET /api/v1/nothing.',
    });
    expect((await build().inject('/wall')).body).toBe('<page>');
    expect((await build().inject({ method: 'POST', url: '/wall' })).statusCode).toBe(404);
  });
});
