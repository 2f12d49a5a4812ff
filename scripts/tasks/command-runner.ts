import { type ChildProcess, spawn } from 'node:child_process';

/** How a command ended. `output` holds stdout and stderr together; empty where they went to the terminal. */
export interface CommandResult {
  readonly code: number;
  readonly seconds: number;
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** True: the terminal gets the output as it comes. */
  readonly visible?: boolean;
}

const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Runs programs, and stops those that run when this process is told to stop. */
export class CommandRunner {
  readonly #running = new Set<ChildProcess>();
  /** Set once this process is to end. */
  #exitCode: number | null = null;

  /** Each running program gets the signal once; this process ends when all of them have. */
  stopOnSignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => this.stop(signal, SIGNAL_EXIT[signal]));
    }
  }

  /** Ends this process with `exitCode` when every running program has ended after `signal`. */
  stop(signal: NodeJS.Signals, exitCode: number): void {
    if (this.#exitCode !== null) return;
    this.#exitCode = exitCode;
    for (const child of this.#running) child.kill(signal);
    this.#exitWhenStopped();
  }

  /** Never throws: a program that cannot start ends with code 127 and says why in `output`. */
  run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    const startedAt = performance.now();
    const output = options.visible === true ? 'inherit' : 'pipe';
    const { cwd, env = process.env } = options;
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', output, output] });
    this.#running.add(child);
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    return new Promise((resolve) => {
      const end = (code: number, note = ''): void => {
        this.#running.delete(child);
        this.#exitWhenStopped();
        const text = Buffer.concat(chunks).toString('utf8') + note;
        resolve({ code, seconds: (performance.now() - startedAt) / 1000, output: text });
      };
      child.on('error', (error) => end(127, `${program} cannot be started: ${error.message}\n`));
      child.on('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143)));
    });
  }

  #exitWhenStopped(): void {
    if (this.#exitCode !== null && this.#running.size === 0) process.exit(this.#exitCode);
  }
}
