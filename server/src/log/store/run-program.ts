import { spawn } from 'node:child_process';

/** How a program ended. `status` is null when it could not be started or was ended by a signal. */
export interface ProgramResult {
  readonly status: number | null;
  /** Standard output and error as they came. */
  readonly output: string;
}

export interface ProgramOptions {
  /** Run as this user; only root may say so. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly environment?: NodeJS.ProcessEnv;
}

export type RunProgram = (program: string, args: readonly string[], options?: ProgramOptions) => Promise<ProgramResult>;

/** Runs a program to its end; never throws. */
export const runProgram: RunProgram = (program, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: options.environment ?? process.env,
      ...options.user,
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => resolve({ status: null, output: error.message }));
    child.once('close', (status) => resolve({ status, output: Buffer.concat(chunks).toString('utf8').trim() }));
  });
