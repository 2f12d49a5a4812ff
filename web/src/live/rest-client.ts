import type { Problem } from '@citybrain/protocol';

/** The server said no, or could not be reached (`status` 0). */
export class RestProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.name = 'RestProblem';
    this.status = status;
    this.code = code;
  }
}

/** Asks `/api/v1<path>`; throws {@link RestProblem}. Answers 204 as undefined. */
export async function rest<Answer>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new RestProblem(0, 'unreachable', String(cause));
  }
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

async function problemOf(response: Response): Promise<RestProblem> {
  const problem = await response.json().then(
    (body: Partial<Problem>) => body,
    (): Partial<Problem> => ({}),
  );
  return new RestProblem(
    response.status,
    problem.code ?? `http-${response.status}`,
    problem.detail ?? response.statusText,
  );
}
