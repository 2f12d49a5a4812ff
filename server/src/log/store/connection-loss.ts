import { Fault } from '../../observe/fault.ts';

/** PostgreSQL ends or refuses a connection: shutting down, crashed, starting up, too many. Class 08 comes on top. */
const PASSING_STATES = new Set(['57P01', '57P02', '57P03', '53300']);
/** The address, the password or the database's name is wrong: trying again does not help. */
const LASTING_STATES = new Set(['28000', '28P01', '3D000']);
const NETWORK_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'ENOTFOUND'],
  ...['EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
]);
/** What `pg` says without a code. */
const LOSS_MESSAGES = [
  'Connection terminated',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
  'Client was closed and is not queryable',
];
const CLOSED_MESSAGE = 'Cannot use a pool after calling end on the pool';

/**
 * What a caller of the store gets to see for an error of `pg`: Fault STORE-104
 * when the database can't be reached or went away, otherwise the error itself.
 * After a loss during COMMIT nobody knows whether the transaction happened.
 */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Fault) return error;
  const code = (error as { code?: unknown }).code;
  const state = typeof code === 'string' ? code : '';
  const inner = error instanceof AggregateError && error.errors.length > 0 ? storeError(error.errors[0]) : undefined;
  if (inner instanceof Fault) return inner;
  if (LASTING_STATES.has(state) || error.message === CLOSED_MESSAGE) return unreachable(error, false);
  const isLoss =
    PASSING_STATES.has(state) ||
    /^08...$/.test(state) ||
    NETWORK_CODES.has(state) ||
    LOSS_MESSAGES.some((message) => error.message.startsWith(message));
  return isLoss ? unreachable(error, true) : error;
}

export const isConnectionLoss = (error: unknown): error is Fault =>
  error instanceof Fault && error.code === 'STORE-104';

const unreachable = (cause: Error, canRetry: boolean): Fault =>
  new Fault('STORE-104', `the database could not be reached: ${cause.message}`, { canRetry, cause });
