import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CLOCK_MODES } from '@citybrain/domain';
import type { Command } from 'commander';
import { cityCalendar } from '../city-calendar.ts';
import { readConfig } from '../config.ts';
import { answerLines } from './answer-lines.ts';
import { fullAnswer, shortAnswer, tableAnswer, type ClockDesk } from './clock-answer.ts';
import { readClockRequest } from './clock-request.ts';
import { localTimes } from './local-times.ts';
import { print } from './print.ts';

interface ClockOptions {
  readonly mode?: string;
  readonly start?: string;
  readonly amount?: string;
  readonly pause: readonly string[];
  readonly calendar?: string;
  readonly json?: boolean;
  readonly batch?: boolean;
  readonly steps?: boolean;
}

/** `citybrain clock`: a deadline with its steps, to be held against a hand calculation. Needs no store. */
export function registerClockCommand(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('clock')
    .description('work out a deadline and explain it step by step')
    .option('--mode <mode>', `how it counts: ${CLOCK_MODES.join(', ')}`)
    .option('--start <time>', 'when it starts, e.g. 2026-02-13T16:30; without an offset it is local time of the city')
    .option('--amount <amount>', 'how long it runs: 90m, 4h, 1.5h or 2d')
    .option('--pause <from/to>', 'a pause, as often as need be; nothing behind the / is no end', collect, [])
    .option('--calendar <file>', 'file of days off and make-up days (default: CITYBRAIN_CALENDAR)')
    .option('--json', 'the answer as JSON')
    .option('--batch', 'one JSON object for each line of stdin, {"mode", "start", "amount", "pauses"}; one answer each')
    .option('--steps', 'with --batch: the steps too')
    .action(async (options: ClockOptions, command: Command) => {
      const conflict = conflictOf(options);
      if (conflict !== null) command.error(`error: ${conflict}`);
      const { desk, zone } = openDesk(options.calendar);
      if (options.batch) return setExitCode(await runBatch(options.steps ?? false, zone, desk));
      const { mode, start, amount, pause } = options;
      const request = readClockRequest({ mode, start, amount, pauses: pause }, zone);
      if ('code' in request) {
        const flag = request.field === 'pauses' ? 'pause' : request.field;
        command.error(`error: --${flag} ${request.message}`);
      } else print(options.json ? JSON.stringify(fullAnswer(request, desk)) : tableAnswer(request, desk));
    });
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function conflictOf({ batch, steps, mode, start, amount, pause, json }: ClockOptions): string | null {
  if (!batch) return steps ? '--steps goes with --batch; without it the steps are always there' : null;
  const isAsked = mode !== undefined || start !== undefined || amount !== undefined || pause.length > 0 || json;
  return isAsked
    ? '--batch reads all it needs from stdin: leave out --mode, --start, --amount, --pause and --json'
    : null;
}

function openDesk(calendarFile: string | undefined): { readonly desk: ClockDesk; readonly zone: string } {
  const config = readConfig(process.env, process.cwd());
  // A path means the place where the command was given; npm changes the directory and keeps it there.
  const given = calendarFile && resolve(process.env['INIT_CWD'] ?? process.cwd(), calendarFile);
  const calendar = cityCalendar(given ? { ...config, calendarFile: given } : config);
  return { desk: { calendar, times: localTimes(config.zone, calendar) }, zone: config.zone };
}

/** The exit code: 1 when a line could not be answered. */
async function runBatch(withSteps: boolean, zone: string, desk: ClockDesk): Promise<number> {
  let exitCode = 0;
  const answer = (line: string | null): string => {
    const answered = answerLine(line, withSteps, zone, desk);
    if ('error' in answered) exitCode = 1;
    return JSON.stringify(answered);
  };
  try {
    await pipeline(process.stdin, (chunks) => answerLines(chunks, answer), process.stdout, { end: false });
  } catch (error) {
    // Whoever read the answers has seen enough.
    if ((error as { code?: string }).code !== 'EPIPE') throw error;
  }
  return exitCode;
}

function answerLine(line: string | null, withSteps: boolean, zone: string, desk: ClockDesk): object {
  if (line === null) return refusal('line-too-long', 'the line is longer than 1,000,000 characters');
  let value: unknown;
  try {
    value = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refusal('not-json', `the line is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const request = readClockRequest(value, zone);
  if ('code' in request) return refusal(request.code, `${request.field} ${request.message}`);
  return shortAnswer(request, withSteps, desk);
}

const refusal = (code: string, message: string): object => ({ error: { code, message } });
