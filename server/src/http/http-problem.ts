/** Thrown by a route to answer a problem: an HTTP status, a stable code, and what to do. */
export class HttpProblem extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, detail: string) {
    super(detail);
    this.name = 'HttpProblem';
    this.statusCode = statusCode;
    this.code = code;
  }
}
