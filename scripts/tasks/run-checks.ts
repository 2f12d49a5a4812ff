import { startHeartbeat } from '../bootstrap/progress.mjs';
import type { Check } from '../checks/all-checks.ts';
import type { CommandResult, CommandRunner } from './command-runner.ts';
import type { Tally } from './tally.ts';

/**
 * Runs `checks`, `atOnce` at a time, and prints one line for each: whether it held,
 * its seconds, and for a failed one all that it said.
 */
export async function runChecks(runner: CommandRunner, checks: readonly Check[], atOnce = 2): Promise<Tally> {
  const waiting = [...checks];
  const running = new Set<string>();
  let passed = 0;
  const stopHeartbeat = startHeartbeat(() => `checking ${[...running].join(', ')}`, 15_000);
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      running.add(check.name);
      const result = await runner.run(check.program, check.args);
      running.delete(check.name);
      if (result.code === 0) passed += 1;
      process.stdout.write(describeCheck(check, result));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  stopHeartbeat();
  return { passed, failed: checks.length - passed, skipped: 0 };
}

export function describeCheck(check: Check, result: CommandResult): string {
  const seconds = `${result.seconds.toFixed(1)} s`;
  if (result.code !== 0) return `✗ ${check.name} (${seconds})\n${indent(result.output)}`;
  const warnings = /\b(\d+) warnings?\b/.exec(result.output)?.[1];
  return `✓ ${check.name} (${seconds}${warnings === undefined ? '' : `, ${warnings} warnings`})\n`;
}

const indent = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('');
