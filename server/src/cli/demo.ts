import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CityServer } from '../compose.ts';
import type { Config } from '../config.ts';

export interface DemoOptions {
  readonly server: CityServer;
  readonly url: string;
  readonly config: Config;
  readonly onProgress: (line: string) => void;
}

export interface Demo {
  stop(): Promise<void>;
}

/** The simulated feeds' token; a new one at each start, because only its hash is kept. */
const TOKEN_NAME = 'simulated feeds';
const RESTART_MS = 5_000;

/**
 * Runs the simulated city as a program of its own, which feeds through the public
 * intake like any other source. What it sends is a function of the time, so that
 * after a restart it goes on where it was.
 */
export async function startDemo({ server, url, config, onProgress }: DemoOptions): Promise<Demo> {
  const token = await renewToken(server);
  let child: ChildProcess | null = null;
  let isStopping = false;
  const run = (): void => {
    const main = fileURLToPath(new URL('../main.ts', import.meta.url));
    const options = ['--url', url, '--rate', String(config.demoRatePerDay), '--with-parent'];
    child = spawn(process.execPath, [main, 'simulate', ...options], {
      env: { ...process.env, CITYBRAIN_FEED_TOKEN: token },
      // A group of its own: Ctrl-C reaches the server only, which then ends it in order.
      detached: true,
      // Its stdin ends with this process, however that ends, and so does the child.
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.once('exit', (code) => {
      child = null;
      if (isStopping) return;
      onProgress(`The simulated feeds ended (${code ?? 'killed'}); they start again in ${RESTART_MS / 1000} s.`);
      setTimeout(() => {
        if (!isStopping) run();
      }, RESTART_MS);
    });
  };
  run();
  return {
    async stop() {
      isStopping = true;
      const running = child;
      if (!running) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGTERM');
      await ended;
    },
  };
}

async function renewToken({ accounts }: CityServer): Promise<string> {
  const { tokens } = accounts;
  for (const { id, name, revokedAt } of await tokens.list()) {
    if (name === TOKEN_NAME && revokedAt === null) await tokens.revoke(id);
  }
  const created = await tokens.create({ kind: 'feed', name: TOKEN_NAME, scope: null, feed: 'simulated*' }, null);
  if (!created.ok) throw new Error(created.refusal.message);
  return created.value.secret;
}
