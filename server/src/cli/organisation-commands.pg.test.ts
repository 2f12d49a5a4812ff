import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORGANISATION_STREAM } from '@citybrain/domain';
import { Command, CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { schematicRegions } from '../default-regions.ts';
import { OrganisationStore } from '../log/organisation-store.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { RegionStore } from '../log/region-store.ts';
import type { Store } from '../log/store/open-store.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { systemClock } from '../observe/clock.ts';
import { registerExportOrganisationCommand, registerImportOrganisationCommand } from './organisation-commands.ts';

let store: TestStore;
let log: PostgresEventLog;
let organisations: OrganisationStore;
let folder: string;
beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'citybrain-organisation-')), 'office');
  store = await openTestStore();
  log = new PostgresEventLog(store.database);
  organisations = new OrganisationStore(store.database, log);
  await new RegionStore(store.database, log).replace(schematicRegions(), 'system:test', systemClock.now());
});
afterEach(async () => {
  await store.close();
  rmSync(join(folder, '..'), { recursive: true });
});

interface Ran {
  readonly exitCode: number;
  readonly printed: string;
  readonly told: string;
}

/** Runs `import …` or `export …`, as `citybrain` does. */
async function run(...line: string[]): Promise<Ran> {
  const heard = { out: '', err: '' };
  const hear = (stream: 'out' | 'err') => (text: unknown) => ((heard[stream] += String(text)), true);
  vi.spyOn(process.stdout, 'write').mockImplementation(hear('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(hear('err'));
  let exitCode = 0;
  const program = new Command().exitOverride();
  const regions = new RegionStore(store.database, log);
  const opened = { log, regions, store: { database: store.database, close: () => Promise.resolve() } as Store };
  const open = (): Promise<typeof opened> => Promise.resolve(opened);
  registerImportOrganisationCommand(program.command('import'), (code) => (exitCode = code), open);
  registerExportOrganisationCommand(program.command('export'), (code) => (exitCode = code), open);
  try {
    await program.parseAsync(line, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    ({ exitCode } = error);
  } finally {
    vi.restoreAllMocks();
  }
  return { exitCode, printed: heard.out, told: heard.err };
}

const inFolder = (file: string): string => join(folder, file);
const change = (file: string, from: string, to: string): void =>
  writeFileSync(inFolder(file), readFileSync(inFolder(file), 'utf8').replace(from, to));

describe('the organisation in a folder', () => {
  it('[O7] is exported, and what is imported again is the same', async () => {
    const exported = await run('export', 'organisation', folder);
    expect(exported).toMatchObject({ exitCode: 0, printed: expect.stringContaining('version 1 (示例 · example)') as string });
    expect(readdirSync(folder).toSorted()).toEqual(['areas.csv', 'duties.csv', 'members.csv', 'party-roles.csv', 'units.csv']);
    const { exitCode, printed } = await run('import', 'organisation', folder);
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/office is in force, as version 2:\nunits\.csv +\d+ rows: 0 added, 0 changed, 0 removed\n/);
    const [example, imported] = [await organisations.load(1), await organisations.load(2)];
    expect(imported?.parts).toEqual(example?.parts);
    expect(imported).toMatchObject({ origin: 'office', isExample: false });
    expect((await run('import', 'organisation', folder)).printed).toMatch(/already, as version 2: nothing was changed/);
    expect(await log.readStream(ORGANISATION_STREAM)).toHaveLength(2);
  }); // prettier-ignore

  it('says what an import changes', async () => {
    await run('export', 'organisation', folder);
    change('units.csv', '公安分局（示例）', '公安分局');
    change('duties.csv', 'duty:E0133', 'duty:E0133-2027');
    const { printed } = await run('import', 'organisation', folder);
    expect(printed).toMatch(/units\.csv +\d+ rows: 0 added, 1 changed, 0 removed/);
    expect(printed).toMatch(/duties\.csv +\d+ rows: 1 added, 0 changed, 1 removed/);
  });

  it('[O6] is refused with every problem, and nothing changes', async () => {
    await run('export', 'organisation', folder);
    change('units.csv', 'department:police,', 'department:policemen,');
    change('areas.csv', 'nbs:370203005000', 'nbs:370203999000');
    const { exitCode, printed, told } = await run('import', 'organisation', folder, '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({ kind: 'refused', problems: [{ file: 'duties.csv' }, { file: 'duties.csv' }, { file: 'areas.csv', line: 2, column: 'regionIds' }] });
    expect(told).toMatch(/^duties\.csv, line \d+, leadUnitId: there is no unit department:police: add it to the units, or name another\n/);
    expect(told).toMatch(/office was not imported: 3 problems\. The organisation in force has not changed\.\n$/);
    expect(await organisations.version()).toBe(1);
  }); // prettier-ignore

  it('[O6] is refused with the files that are missing or not UTF-8', async () => {
    await run('export', 'organisation', folder);
    rmSync(inFolder('members.csv'));
    writeFileSync(inFolder('areas.csv'), Buffer.from([0xca, 0xd0]));
    const { exitCode, told } = await run('import', 'organisation', folder);
    expect(exitCode).toBe(1);
    expect(told).toBe(
      'members.csv, line 1: the file is missing: add it, with its header alone where there are no rows\n' +
        'areas.csv, line 1: the file is not UTF-8: save it as CSV UTF-8\n' +
        'office was not imported: 2 problems. The organisation in force has not changed.\n',
    );
  });

  it('is not written over without a word, nor read from where there is none', async () => {
    await run('export', 'organisation', folder);
    const again = await run('export', 'organisation', folder);
    expect(again).toMatchObject({ exitCode: 1, printed: '' });
    expect(again.told).toMatch(/units\.csv is there already.*--force\n$/);
    expect((await run('export', 'organisation', inFolder('units.csv'))).exitCode).toBe(1);
    expect((await run('export', 'organisation', folder, '--force')).exitCode).toBe(0);
    await expect(run('import', 'organisation', join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'FEED-102' });
    await expect(run('import', 'organisation', inFolder('units.csv'))).rejects.toThrow(/is a file/);
  });

  it('is explained by --help', async () => {
    const { exitCode, printed } = await run('import', 'organisation', '--help');
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/units\.csv, members\.csv, duties\.csv, areas\.csv,\s+party-roles\.csv/);
  });
});
