import type { Problem } from '@citybrain/protocol';

/** The server said no, or could not be reached (`status` 0). */
export class RestProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** The whole answer: a problem may say more than the words that all have. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, detail: string, body: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = 'RestProblem';
    this.status = status;
    this.code = code;
    this.body = body;
  }
}

export interface RestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the wait; the answer is then as if the server could not be reached. */
  readonly signal?: AbortSignal;
}

/** Asks `/api/v1<path>`; throws {@link RestProblem}. Answers 204 as undefined. A Blob is sent as it is, all else as JSON. */
export async function rest<Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  { headers = {}, signal }: RestOptions = {},
): Promise<Answer> {
  const isFile = body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: { accept: 'application/json', ...(body !== undefined && contentType(body)), ...headers },
      credentials: 'same-origin',
      ...(signal && { signal }),
      ...(body !== undefined && { body: isFile ? body : JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new RestProblem(0, 'unreachable', String(cause));
  }
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

const contentType = (body: unknown): Record<string, string> => ({
  'content-type': body instanceof Blob ? body.type || 'application/octet-stream' : 'application/json',
});

async function problemOf(response: Response): Promise<RestProblem> {
  const problem = await response.json().then(
    (body: Partial<Problem>) => body,
    (): Partial<Problem> => ({}),
  );
  return new RestProblem(
    response.status,
    problem.code ?? `http-${response.status}`,
    problem.detail ?? response.statusText,
    { ...problem },
  );
}
