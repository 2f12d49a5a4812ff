import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_MS, instant, type Instant } from '@citybrain/domain';
import { InvalidArgumentError, type Command } from 'commander';
import { DateTime } from 'luxon';
import { signInLink } from '../access/sign-in-link.ts';
import { compose, type CityServer } from '../compose.ts';
import { readConfig, type Config } from '../config.ts';
import { parseTime } from '../feeds/parse-time.ts';
import { TICKET_PRESETS } from '../feeds/presets/ticket-presets.ts';
import { Fault } from '../observe/fault.ts';
import { systemClock } from '../observe/clock.ts';
import { dayWindow, readRecording, type Recording, type ReplayWindow } from '../replay-recording.ts';
import { playRecording, recordedRegions, recordingClock, type RecordingClock } from '../replay.ts';
import { choosePreset } from '../ticket-file.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { tell } from './print.ts';

interface ReplayCommandOptions {
  readonly preset?: string;
  readonly day?: string;
  readonly from?: string;
  readonly to?: string;
  readonly speed: number;
  readonly port: number;
  readonly keep?: boolean;
  readonly exit?: boolean;
}

/** `citybrain replay <file>`: a server of its own on which a recorded file happens again. */
export function registerReplayCommand(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('replay <file>')
    .description('play a file of tickets by its own clock, on a server of its own whose screens say "replay"')
    .option(
      '--preset <name>',
      `how the file is written: ${[...TICKET_PRESETS.keys()].join(', ')} (default: by its columns)`,
    )
    .option('--day <date>', 'the day to play, YYYY-MM-DD (default: the one on which most was reported)')
    .option('--from <time>', 'in the place of --day: where to begin, e.g. 2011-08-28T06:00')
    .option('--to <time>', 'with --from: where to end (default: a day later)')
    .option('--speed <factor>', 'how many times as fast as it was', speedFactor, 60)
    .option('--port <port>', 'port to listen on; 0 takes a free one', portNumber, 0)
    .option('--keep', 'keep the data directory of the replay')
    .option('--exit', 'end when the recording ends; otherwise it stays to be looked at')
    .action(async (path: string, options: ReplayCommandOptions, command: Command) => {
      const preset = await choosePreset(path, options.preset);
      const window = windowFrom(options, preset.zone);
      if (window === null)
        command.error('error: --day, --from and --to must be days or times in order, such as 2011-08-28');
      tell(`Reading ${basename(path)} as ${preset.name} …`);
      const recording = await readRecording(path, preset, window);
      tellRecording(recording);
      if (recording.steps.length === 0) {
        throw new Fault(
          'FEED-104',
          `nothing of ${basename(path)} happened in that time: leave --day out for its busiest day`,
        );
      }
      const config = readConfig(process.env, process.cwd());
      const directory = await mkdtemp(join(tmpdir(), 'citybrain-replay-'));
      // The system user that runs PostgreSQL for root has to get in.
      await chmod(directory, 0o755);
      try {
        setExitCode(await runReplay(recording, options, configFor(config, recording, directory, options.port)));
      } finally {
        if (options.keep) tell(`The data are kept in ${directory}`);
        else await rm(directory, { recursive: true, force: true });
      }
    });
}

/** Everything of the replay is its own: it neither reads nor writes the store of the city. */
const configFor = (config: Config, { preset }: Recording, dataDirectory: string, port: number): Config => ({
  ...config,
  databaseUrl: undefined,
  dataDirectory,
  port,
  isDemo: false,
  zone: preset.zone,
  // The notices of the State Council are no business of a city elsewhere.
  holidays: preset.zone === config.zone ? config.holidays : 'none',
  mode: 'replay',
});

async function runReplay(recording: Recording, { speed, exit }: ReplayCommandOptions, config: Config): Promise<number> {
  const clock = recordingClock(systemClock, recording.window, speed);
  const stopping = abortOnSignal();
  const server = await compose({ config, clock, firstRegions: () => recordedRegions(recording), onProgress: tell });
  try {
    greet(server, await server.listen());
    const totals = await playRecording({
      recording,
      intake: server.intake,
      clock,
      pause: () => sleep(100),
      onTaken: hourTeller(recording, clock),
      signal: stopping.signal,
    });
    tell(`${totals.received} items: ${totals.accepted} accepted, ${totals.rejected} rejected.`);
    if (!stopping.signal.aborted && !exit) {
      tell('The recording is over; the city stands as it was at its end. Stop with Ctrl-C.');
      await once(stopping.signal, 'abort');
    }
    return 0;
  } finally {
    await server.close();
    stopping.release();
  }
}

function greet({ firstAccess }: CityServer, url: string): void {
  tell(`  The replay is on:  ${url}/wall`);
  if (firstAccess) tell(`  Open the wall with this link, once:  ${signInLink(url, firstAccess.code)}`);
}

const inWords = (at: number, zone: string): string => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm');

function tellRecording({ window, preset, opening, steps, leftOut }: Recording): void {
  tell(`From ${inWords(window.from, preset.zone)} to ${inWords(window.to, preset.zone)}, ${preset.zone}:`);
  tell(`${opening.length} tickets from before, ${steps.length} reports and closes.`);
  if (leftOut > 0) tell(`${leftOut} rows say no time and are left out; \`import tickets\` tells why.`);
}

/** A line for each hour of the recording. */
function hourTeller({ preset }: Recording, clock: RecordingClock): (answer: { accepted: number }) => void {
  let hour = '';
  let taken = 0;
  return ({ accepted }) => {
    taken += accepted;
    const now = inWords(clock.now(), preset.zone);
    if (now.slice(0, 13) === hour) return;
    hour = now.slice(0, 13);
    tell(`${now}  ${taken} items taken`);
  };
}

/** Undefined: the recording's own choice; null: not a window. */
function windowFrom({ day, from, to }: ReplayCommandOptions, zone: string): ReplayWindow | null | undefined {
  if (from === undefined && to === undefined) return day === undefined ? undefined : dayWindow(day, zone);
  if (from === undefined || day !== undefined) return null;
  const start = momentOf(from, zone);
  const end = to === undefined ? dayAfter(start) : momentOf(to, zone);
  return start !== null && end !== null && start < end ? { from: start, to: end } : null;
}

const momentOf = (text: string, zone: string): Instant | null =>
  parseTime(text, zone) ?? dayWindow(text, zone)?.from ?? null;

const dayAfter = (start: Instant | null): Instant | null => (start === null ? null : instant(start + DAY_MS));

function speedFactor(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 100_000) return value;
  throw new InvalidArgumentError('it must be a number above 0, at most 100,000');
}

function portNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError('it must be a number from 0 to 65535');
}
