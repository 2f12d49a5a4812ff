import { STATUS_CODES } from 'node:http';
import type { Problem } from '@citybrain/protocol';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessRefusal, AccessRefusalCode } from '../access/access-refusal.ts';
import { FAULTS } from '../error-codes.ts';
import { Fault } from '../observe/fault.ts';
import { HttpProblem } from './http-problem.ts';

/** A field that was not as expected: `path` as in `body/name`. */
export interface FieldProblem {
  readonly path: string;
  readonly expected: string;
}

const RETRY_AFTER_SECONDS = 5;

/** Answers `application/problem+json` (RFC 9457). */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
  errors?: readonly FieldProblem[],
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  const problem: Problem & { errors?: readonly FieldProblem[] } = {
    ...more,
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    ...(errors && { errors }),
  };
  return reply.code(status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}

const REFUSAL_STATUS: Readonly<Record<AccessRefusalCode, number>> = {
  'not-allowed': 403,
  'password-change-required': 403,
  'wrong-password': 403,
  'unknown-user': 404,
  'unknown-token': 404,
  'name-taken': 409,
  'last-administrator': 409,
  'name-not-usable': 422,
  'feed-not-usable': 422,
  'scope-required': 422,
  'weak-password': 422,
};

export const sendRefusal = (reply: FastifyReply, refusal: AccessRefusal): FastifyReply =>
  sendProblem(reply, REFUSAL_STATUS[refusal.code], refusal.code, refusal.message);

export interface ProblemOptions {
  /** Answers a GET for a page that no route knows; without it such a page is a 404 like the rest. */
  readonly page?: (request: FastifyRequest, reply: FastifyReply) => unknown;
}

/** Whatever goes wrong on `app` is answered as a problem, without a word about its inside. */
export function registerProblems(app: FastifyInstance, options: ProblemOptions = {}): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(?:api|open311|live)(?:[/?]|$)/.test(request.url);
    if (isPage && options.page) return options.page(request, reply);
    return sendProblem(reply, 404, 'not-found', `There is no ${request.method} ${pathOf(request)}.`);
  });
}

const pathOf = (request: FastifyRequest): string => (request.url.split('?', 1)[0] ?? '').slice(0, 200);

function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.validation) return sendValidation(error, reply);
  if (error instanceof HttpProblem) return sendProblem(reply, error.statusCode, error.code, error.message);
  if (error instanceof Fault) return sendFault(error, request, reply);
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) {
    request.log.error({ err: error }, 'a request failed');
    return sendProblem(reply, 500, 'internal', 'Something went wrong here. The server wrote down what.');
  }
  const [code, detail] = clientError(error, request);
  return sendProblem(reply, status, code, detail);
}

function sendValidation(error: FastifyError, reply: FastifyReply): FastifyReply {
  const context = error.validationContext ?? 'request';
  const errors = (error.validation ?? []).map(({ instancePath, message, params }) => ({
    path: context + instancePath,
    expected: [message, ...('allowedValues' in params ? [JSON.stringify(params['allowedValues'])] : [])].join(' '),
  }));
  const detail = errors.map(({ path, expected }) => `${path} ${expected}`).join('; ');
  return sendProblem(reply, 400, 'not-valid', detail, errors);
}

function sendFault(fault: Fault, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.log.error({ err: fault }, 'a request met a fault');
  if (fault.canRetry) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  return sendProblem(reply, fault.canRetry ? 503 : 500, fault.code, `${FAULTS[fault.code].meaning}.`);
}

function clientError(error: FastifyError, request: FastifyRequest): [code: string, detail: string] {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return [
        'body-too-large',
        `The body is larger than the limit of ${request.routeOptions.bodyLimit} bytes. Send it in parts.`,
      ];
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return ['media-type-not-supported', 'The body has a Content-Type that is not taken here.'];
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return ['broken-json', 'The body is not JSON.'];
    default:
      // A parse error thrown by a content type parser carries only its status.
      return error instanceof SyntaxError ? ['broken-json', 'The body is not JSON.'] : ['bad-request', error.message];
  }
}
