import type { FaultCode } from '../error-codes.ts';

/** The world failed. Carries a stable code that an operator can look up, and whether trying again may help. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly canRetry: boolean;

  constructor(
    code: FaultCode,
    message: string,
    options: { readonly canRetry?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.canRetry = options.canRetry ?? false;
  }
}
