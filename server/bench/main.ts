import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { formatRows } from './bench-row.ts';
import { benchClocks } from './clocks.ts';
import { benchIntake, type BenchResult } from './intake.ts';
import { benchMillionClocks, benchTimer } from './timer.ts';

const BENCHES: Readonly<Record<string, (progress: (line: string) => void) => Promise<BenchResult>>> = {
  async clocks(progress) {
    const { rows, notes } = await benchClocks(progress);
    const timed = await benchTimer(progress);
    return { rows: [...rows, ...timed.rows], notes: [...notes, ...timed.notes] };
  },
  intake: benchIntake,
  'million-clocks': benchMillionClocks,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, help: { type: 'boolean' } },
});
const [name = ''] = positionals;
const bench = BENCHES[name];
if (!bench || values.help) {
  process.stderr.write(`Usage: npm run bench -- <name> [--json <file>]\nNames: ${Object.keys(BENCHES).join(', ')}\n`);
  process.exit(values.help ? 0 : 1);
}
const { rows, notes } = await bench((line) => process.stderr.write(`${line}\n`));
process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node.js ${process.version}\n\n`);
process.stdout.write(`${formatRows(rows)}\n\n${notes.join('\n')}\n`);
if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`);
