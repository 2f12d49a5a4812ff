import { randomUUID } from 'node:crypto';
import type { BodyMove, ChangeSince, MoveBody, Problem, TicketAnswer } from '@citybrain/protocol';

export interface Answered<Body> {
  readonly status: number;
  readonly etag: string | null;
  readonly body: Body;
}

export type MoveProblem = Problem & {
  readonly rule?: string;
  readonly version?: number;
  readonly changes?: ChangeSince[];
};

export interface MoveOptions {
  /** Left out: a new one. */
  readonly key?: string;
}

/** One person at the REST interface, as a console uses it. */
export class Desk {
  readonly name: string;
  readonly password: string;
  readonly #url: string;
  cookie = '';

  constructor(url: string, name: string, password: string) {
    this.#url = url;
    this.name = name;
    this.password = password;
  }

  async signIn(credentials: object = { name: this.name, password: this.password }): Promise<void> {
    const { status } = await this.send('POST', '/session', credentials);
    if (status !== 200) throw new Error(`${this.name} can't sign in: ${status}`);
  }

  get<Body = unknown>(path: string): Promise<Answered<Body>> {
    return this.send<Body>('GET', path);
  }

  put<Body = unknown>(path: string, body: unknown): Promise<Answered<Body>> {
    return this.send<Body>('PUT', path, body);
  }

  post<Body = unknown>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered<Body>> {
    return this.send<Body>('POST', path, body, headers);
  }

  ticket(id: string): Promise<Answered<TicketAnswer>> {
    return this.get<TicketAnswer>(`/tickets/${id}`);
  }

  /** Makes a move on the version that was seen last. */
  async move<One extends BodyMove>(
    id: string,
    move: One,
    body: MoveBody<One>,
    { key = randomUUID() }: MoveOptions = {},
  ): Promise<Answered<TicketAnswer & MoveProblem>> {
    const { etag } = await this.ticket(id);
    return this.moveAt(id, etag ?? '', move, body, key);
  }

  /** Makes a move on the version that `etag` names. */
  moveAt<One extends BodyMove>(
    id: string,
    etag: string,
    move: One,
    body: MoveBody<One>,
    key: string = randomUUID(),
  ): Promise<Answered<TicketAnswer & MoveProblem>> {
    return this.post(`/tickets/${id}/${move}`, body, { 'if-match': etag, 'idempotency-key': key });
  }

  upload(id: string, name: string, mediaType: string, bytes: Uint8Array): Promise<Answered<{ id: string }>> {
    return this.send('POST', `/tickets/${id}/evidence?name=${encodeURIComponent(name)}`, bytes, {
      'content-type': mediaType,
    });
  }

  async send<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered<Body>> {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        origin: this.#url,
        cookie: this.cookie,
        ...(body !== undefined && !isBytes && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie()[0]?.split(';')[0];
    if (set) this.cookie = set;
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: (isJson ? JSON.parse(text) : text) as Body,
    };
  }
}

/** A photo of one pixel. */
export const PIXEL = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
