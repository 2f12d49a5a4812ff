/**
 * A Node.js process of a bench that answers questions over IPC: what is measured and
 * what makes the load never share an event loop.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a child can be asked; each takes one argument and answers. */
export type Answers = Readonly<Record<string, (body: never) => unknown>>;

/** Those that take nothing are asked with null. */
type BodyOf<All extends Answers, Name extends keyof All> =
  Parameters<All[Name]> extends [] ? null : Parameters<All[Name]>[0];
type AnswerOf<All extends Answers, Name extends keyof All> = Awaited<ReturnType<All[Name]>>;

interface Question {
  readonly id: number;
  readonly name: string;
  readonly body: unknown;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** More arguments for Node.js in the processes that are measured, e.g. `--cpu-prof`. */
const NODE_ARGUMENTS = 'CITYBRAIN_BENCH_NODE_ARGS';
const STOP_WITHIN_MS = 30_000;

export interface AskedChildOptions {
  readonly script: URL;
  /** It is what is measured, not what makes the load. */
  readonly isMeasured?: boolean;
}

export class AskedChild<All extends Answers> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #serial = 0;

  constructor({ script, isMeasured = false }: AskedChildOptions) {
    const more = isMeasured ? (process.env[NODE_ARGUMENTS] ?? '').split(' ').filter((word) => word !== '') : [];
    this.#child = fork(script, {
      execArgv: ['--expose-gc', ...more],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (message) => this.#hear(message as Answer));
    this.#child.on('exit', (code, signal) => this.#fail(new Error(`a process of the bench ended: ${code ?? signal}`)));
  }

  /** @throws Error with the child's message, or when it has ended */
  ask<Name extends keyof All & string>(name: Name, body: BodyOf<All, Name>): Promise<AnswerOf<All, Name>> {
    this.#serial += 1;
    const question: Question = { id: this.#serial, name, body };
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, { resolve, reject });
      this.#child.send(question, (error) => {
        if (error) reject(error);
      });
    });
  }

  /** Lets it end by itself; one that does not is killed. */
  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    const ended = once(this.#child, 'exit');
    const outOfPatience = setTimeout(() => this.#child.kill('SIGKILL'), STOP_WITHIN_MS);
    this.#child.disconnect();
    await ended;
    clearTimeout(outOfPatience);
  }

  /** Without a word, as a crash would. */
  async kill(): Promise<void> {
    if (this.#hasEnded) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #hear({ id, value, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value as never);
    else waiting?.reject(new Error(error));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/**
 * The child's side.
 * @param stop when the parent goes or has had enough; the process ends afterwards.
 */
export function answerParent(answers: Answers, stop: () => Promise<void> | void): void {
  const reply = (answer: Answer): void => {
    if (process.connected) process.send?.(answer);
  };
  process.on('message', (message) => {
    const { id, name, body } = message as Question;
    void (async () => answers[name]?.(body as never))().then(
      (value) => reply({ id, value }),
      (error: unknown) => reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => {
    void (async () => stop())().finally(() => process.exit());
  });
  // Whoever started the bench ends it; the bench ends its processes.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
}
