import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { BenchOptions } from './bench-options.ts';
import { formatRows } from './bench-row.ts';
import { benchClocks } from './clocks.ts';
import { benchIntake, type BenchResult } from './intake.ts';
import { benchGrowth } from './live/growth.ts';
import { benchLive } from './live/live.ts';
import { benchSlowReaders } from './live/slow-readers.ts';
import { benchStorm } from './live/storm.ts';
import { benchQuery } from './query.ts';
import { benchRestart } from './restart.ts';
import { benchMillionClocks, benchTimer } from './timer.ts';

type Bench = (progress: (line: string) => void, options: BenchOptions) => Promise<BenchResult>;

const BENCHES: Readonly<Record<string, Bench>> = {
  async clocks(progress) {
    const { rows, notes } = await benchClocks(progress);
    const timed = await benchTimer(progress);
    return { rows: [...rows, ...timed.rows], notes: [...notes, ...timed.notes] };
  },
  growth: benchGrowth,
  intake: benchIntake,
  live: benchLive,
  'live-slow': benchSlowReaders,
  'live-storm': benchStorm,
  'million-clocks': benchMillionClocks,
  query: benchQuery,
  restart: benchRestart,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    tickets: { type: 'string' },
    'no-baseline': { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const [name = ''] = positionals;
const bench = BENCHES[name];
if (!bench || values.help) {
  const usage = `Usage: npm run bench -- <name> [--json <file>] [--tickets <count>]
Names: ${Object.keys(BENCHES).join(', ')}
query and restart work on a store with --tickets tickets, 1000000 unless told otherwise. Filling it takes
minutes: with CITYBRAIN_BENCH_KEEP=<directory> it stays there and is used again. growth goes up to --tickets
tickets, 100000 unless told otherwise; it adds some hundred to a store that stays.
--no-baseline: query and restart leave out the fold of the whole log, where a kept store has a snapshot.
`;
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 1);
}
const options: BenchOptions = {
  ...(values.tickets !== undefined && { tickets: countOf(values.tickets) }),
  isWithoutBaseline: values['no-baseline'] === true,
};
const { rows, notes } = await bench((line) => process.stderr.write(`${line}\n`), options);
process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node.js ${process.version}\n\n`);
process.stdout.write(`${formatRows(rows)}\n\n${notes.join('\n')}\n`);
if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 100 && count <= 2_000_000) return count;
  process.stderr.write(`--tickets ${text} is no whole number from 100 to 2000000\n`);
  process.exit(1);
}
