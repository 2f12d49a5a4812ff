import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quietEnvironment } from './filled-store.ts';
import type { ServerState } from './restart-probe.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const PROBE = new URL('./restart-probe.ts', import.meta.url).href;
const POLL_MS = 10;
const MOST_START_MS = 120 * 60_000;
const MOST_STOP_MS = 60_000;
const LAST_CHARACTERS = 2_000;

/** The real `citybrain serve` in a process of its own. */
export class ServedProcess {
  /** From the start of the process until `/readyz` answered 200. */
  readonly readyMs: number;
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string, readyMs: number) {
    this.#child = child;
    this.url = url;
    this.readyMs = readyMs;
  }

  /** @throws Error with its last words when it ends before it is ready */
  static async start(directory: string, environment: Readonly<Record<string, string>> = {}): Promise<ServedProcess> {
    const port = await freePort();
    const startedAt = performance.now();
    const child = spawn(process.execPath, ['--expose-gc', '--import', PROBE, MAIN, 'serve'], {
      env: { ...process.env, ...quietEnvironment(directory), PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let said = '';
    const listen = (text: Buffer): void => {
      said = `${said}${text.toString()}`.slice(-LAST_CHARACTERS);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    const url = `http://127.0.0.1:${port}`;
    while (!(await isReady(url))) {
      const hasEnded = child.exitCode !== null || child.signalCode !== null;
      if (hasEnded) throw new Error(`the server ended (${child.exitCode ?? child.signalCode}): ${said}`);
      if (performance.now() - startedAt > MOST_START_MS) {
        child.kill('SIGTERM');
        throw new Error(`the server is not ready after ${MOST_START_MS / 60_000} minutes: ${said}`);
      }
      await sleep(POLL_MS);
    }
    return new ServedProcess(child, url, performance.now() - startedAt);
  }

  async state(): Promise<ServerState> {
    const answer = once(this.#child, 'message');
    this.#child.send('state');
    const [state] = (await answer) as [ServerState];
    return state;
  }

  /** In order; waits until it has ended. */
  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const patience = new AbortController();
    const isLate = await Promise.race([
      ended.then(() => false),
      sleep(MOST_STOP_MS, true, { signal: patience.signal }).catch(() => false),
    ]);
    patience.abort();
    if (isLate) await this.kill();
  }

  /** Without a word, as a crash or a power cut would; its PostgreSQL stays behind. */
  async kill(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(`${url}/readyz`);
    return status === 200;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
