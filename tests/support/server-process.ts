import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const MAIN = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url));
const READY_WITHIN_MS = 60_000;

/** What a round kills. */
export const TARGETS = ['server', 'postgres', 'both'] as const;
export type Target = (typeof TARGETS)[number];

export interface ServerProcessOptions {
  /** A PostgreSQL that others may share; left out: the embedded one, in the data directory. */
  readonly databaseUrl?: string;
}

/** The product's server on a port and a data directory that outlive its kills. */
export class ServerProcess {
  readonly url: string;
  readonly dataDirectory: string;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #isEmbedded: boolean;
  #child: ChildProcess | undefined;
  #killedPostgresPid = 0;

  static async on(dataDirectory: string, options: ServerProcessOptions = {}): Promise<ServerProcess> {
    return new ServerProcess(dataDirectory, await freePort(), options);
  }

  private constructor(dataDirectory: string, port: number, { databaseUrl = '' }: ServerProcessOptions) {
    this.dataDirectory = dataDirectory;
    this.#isEmbedded = databaseUrl === '';
    this.url = `http://127.0.0.1:${port}`;
    this.#environment = {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      CITYBRAIN_DATA: dataDirectory,
      CITYBRAIN_DEMO: '0',
      CITYBRAIN_LOG_LEVEL: 'fatal',
    };
  }

  /** Starts it unless it runs, and waits until it is ready, on a PostgreSQL that was not killed. */
  async start(): Promise<void> {
    const startedAt = performance.now();
    if (!this.#child) {
      const output = openSync(this.#logPath, 'a');
      this.#child = spawn(process.execPath, [MAIN, 'serve'], {
        env: this.#environment,
        stdio: ['ignore', output, output],
      });
      closeSync(output);
    }
    const child = this.#child;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${this.lastWords()}`);
      if (performance.now() - startedAt > READY_WITHIN_MS)
        throw new Error(`the server is not ready:\n${this.lastWords()}`);
      await sleep(20);
    }
  }

  /** Ends `target` without a warning. What was killed of the server is gone when this resolves. */
  async kill(target: Target): Promise<void> {
    const child = this.#child;
    if (target !== 'server') {
      this.#killedPostgresPid = this.#postgresPid();
      process.kill(this.#killedPostgresPid, 'SIGKILL');
    }
    if (target === 'postgres' || !child) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
    this.#child = undefined;
  }

  /** Of the process that runs; undefined while none does. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Lets the process stand still, or go on, without a word to anybody. */
  setFrozen(isFrozen: boolean): void {
    this.#child?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Stops it as an operator does. @returns its exit code. */
  async stop(): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    child.kill('SIGTERM');
    await once(child, 'exit');
    this.#child = undefined;
    return child.exitCode;
  }

  /** Runs one of the product's commands. @returns what it printed. */
  async command(...args: string[]): Promise<string> {
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
    return Buffer.concat(chunks).toString('utf8');
  }

  lastWords(): string {
    return readFileSync(this.#logPath, 'utf8').split('\n').slice(-20).join('\n');
  }

  get #logPath(): string {
    return join(this.dataDirectory, 'server.log');
  }

  #postgresPid(): number {
    return Number.parseInt(readFileSync(join(this.dataDirectory, 'postgres', 'postmaster.pid'), 'utf8'), 10);
  }

  async #isReady(): Promise<boolean> {
    const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.status === 200 && (!this.#isEmbedded || this.#postgresPid() !== this.#killedPostgresPid);
  }
}
