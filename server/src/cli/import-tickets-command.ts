import { basename } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { FEED_PATTERN } from '../access/feed-pattern.ts';
import type { ImportReport } from '../import-tally.ts';
import { importTickets, type ImportProgress } from '../import-tickets.ts';
import { Quarantine } from '../log/quarantine.ts';
import { systemClock } from '../observe/clock.ts';
import { choosePreset } from '../ticket-file.ts';
import { TICKET_PRESETS } from '../feeds/presets/ticket-presets.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { openForCommand } from './open-for-command.ts';
import { print, tell } from './print.ts';

interface TicketOptions {
  readonly preset?: string;
  readonly feed?: string;
  readonly json?: boolean;
}

/** `citybrain import tickets <file>`: a file of tickets into the store, beside a running server or without one. */
export function registerImportTicketsCommand(imports: Command, setExitCode: (code: number) => void): void {
  imports
    .command('tickets <file>')
    .description('take tickets from a CSV file, or from the one CSV file in a zip; again: nothing is taken twice')
    .option(
      '--preset <name>',
      `how the file is written: ${[...TICKET_PRESETS.keys()].join(', ')} (default: by its columns)`,
    )
    .option('--feed <name>', 'the feed that the tickets belong to (default: the preset)', feedName)
    .option('--json', 'the report as JSON')
    .action(async (path: string, options: TicketOptions) => {
      const preset = await choosePreset(path, options.preset);
      const feed = options.feed ?? preset.name;
      const startedAt = performance.now();
      const seconds = (): number => (performance.now() - startedAt) / 1000;
      const { store, log, regions } = await openForCommand();
      const stopping = abortOnSignal();
      try {
        const report = await importTickets({
          path,
          preset,
          feed,
          log,
          regions,
          quarantine: new Quarantine(store.database),
          clock: systemClock,
          onProgress: progressTeller(seconds),
          signal: stopping.signal,
        });
        const timed = { file: basename(path), preset: preset.name, feed, ...report, seconds: round(seconds()) };
        print(options.json ? JSON.stringify(timed, null, 2) : describeImport(timed));
        setExitCode(report.isComplete && report.rejected < Math.max(report.rows, 1) ? 0 : 1);
      } finally {
        stopping.release();
        await store.close();
      }
    });
}

function feedName(text: string): string {
  if (FEED_PATTERN.test(text) && !text.endsWith('*')) return text;
  throw new InvalidArgumentError('it must be letters, digits, ".", "_" and "-", at most 63');
}

const PROGRESS_EVERY_SECONDS = 2;

function progressTeller(seconds: () => number): (progress: ImportProgress) => void {
  let toldAt = -Infinity;
  let begunAt = 0;
  return ({ rows, rowCount }) => {
    const now = seconds();
    if (rows === 0) begunAt = now;
    if (rows < rowCount && now - toldAt < PROGRESS_EVERY_SECONDS) return;
    toldAt = now;
    const rate = rows === 0 ? '' : `, ${Math.round(rows / Math.max(now - begunAt, 0.001))} rows/s`;
    tell(`${rows} of ${rowCount} rows, ${round(now)} s${rate}`);
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

interface TimedReport extends ImportReport {
  readonly file: string;
  readonly preset: string;
  readonly feed: string;
  readonly seconds: number;
}

/** The report for a person. */
export function describeImport(report: TimedReport): string {
  const { rows, accepted, duplicate, rejected, seconds } = report;
  const count = (label: string, value: number): string => `${label.padEnd(24)}${String(value).padStart(8)}`;
  return [
    `${report.file} as ${report.preset}, feed ${report.feed}${report.isComplete ? '' : ': STOPPED before its end'}`,
    count('rows', rows),
    count('accepted', accepted),
    ...Object.entries(report.flagged).map(([flag, value]) => count(`  flagged ${flag}`, value)),
    count('duplicate', duplicate),
    count('rejected', rejected),
    ...report.reasons.flatMap(({ code, count: value, examples }) => [
      count(`  ${code}`, value),
      ...examples.map(({ line, id, message }) => `      line ${line}${id === null ? '' : `, id ${id}`}: ${message}`),
    ]),
    count('regions added', report.regionsAdded),
    `${seconds} s, ${Math.round(rows / Math.max(seconds, 0.1))} rows/s`,
    ...(rejected > 0 ? ['What was rejected is in quarantine and can be sent again.'] : []),
  ].join('\n');
}
