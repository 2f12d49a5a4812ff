import { basename, resolve } from 'node:path';
import type { TableChange } from '@citybrain/domain';
import type { Command } from 'commander';
import { ensureOrganisation } from '../ensure-organisation.ts';
import { OrganisationStore } from '../log/organisation-store.ts';
import { systemClock } from '../observe/clock.ts';
import { ORGANISATION_FILES } from '../organisation/organisation-files.ts';
import type { OrganisationFileProblem } from '../organisation/read-organisation-table.ts';
import { writeOrganisation } from '../organisation/write-organisation.ts';
import { replaceOrganisation, type OrganisationImportOutcome } from '../replace-organisation.ts';
import { openForCommand, type CommandStore } from './open-for-command.ts';
import { readOrganisationFolder, writeOrganisationFolder } from './organisation-folder.ts';
import { print, tell } from './print.ts';

export type OpenForOrganisation = () => Promise<Pick<CommandStore, 'log' | 'regions' | 'store'>>;

const FILES = Object.values(ORGANISATION_FILES).join(', ');

/** `citybrain import organisation <folder>`: five CSV files in the place of the organisation in force, all or nothing. */
export function registerImportOrganisationCommand(
  imports: Command,
  setExitCode: (code: number) => void,
  open: OpenForOrganisation = openForCommand,
): void {
  imports
    .command('organisation <folder>')
    .description(`put ${FILES} in the place of the organisation in force; all or nothing`)
    .option('--json', 'the report as JSON')
    .action(async (folder: string, { json: isJson = false }: { json?: boolean }) => {
      const outcome = await importFolder(folder, open);
      if (isJson) print(JSON.stringify({ folder: nameOf(folder), ...outcome }, null, 2));
      if (outcome.kind === 'refused') {
        outcome.problems.forEach((problem) => tell(describeProblem(problem)));
        const count = outcome.problems.length === 1 ? '1 problem' : `${outcome.problems.length} problems`;
        tell(`${nameOf(folder)} was not imported: ${count}. The organisation in force has not changed.`);
      }
      if (outcome.kind === 'outdated') tell('Somebody else has just put another organisation in force: try again.');
      if (outcome.kind === 'refused' || outcome.kind === 'outdated') return setExitCode(1);
      if (!isJson) print(describeOutcome(folder, outcome));
    });
}

/** `citybrain export organisation <folder>`: the organisation in force as the five files that import takes. */
export function registerExportOrganisationCommand(
  exports: Command,
  setExitCode: (code: number) => void,
  open: OpenForOrganisation = openForCommand,
): void {
  exports
    .command('organisation <folder>')
    .description(`write the organisation in force as ${FILES}; with the names of people`)
    .option('--force', 'replace the files that are there')
    .action(async (folder: string, { force = false }: { force?: boolean }) => {
      const { store, log, regions } = await open();
      try {
        const inForce = await regions.load();
        if (!inForce) throw new Error('no regions are stored');
        const set = await ensureOrganisation(new OrganisationStore(store.database, log), inForce, systemClock.now());
        const refusal = await writeOrganisationFolder(folder, writeOrganisation(set.parts), force);
        if (refusal !== null) {
          tell(refusal);
          return setExitCode(1);
        }
        print(`${nameOf(folder)} holds version ${set.version} (${set.origin}): ${FILES}`);
      } finally {
        await store.close();
      }
    });
}

async function importFolder(folder: string, open: OpenForOrganisation): Promise<OrganisationImportOutcome> {
  const read = await readOrganisationFolder(folder);
  if (!read.ok) return { kind: 'refused', problems: read.problems };
  const { store, log, regions } = await open();
  try {
    const stores = { organisations: new OrganisationStore(store.database, log), regions };
    return await replaceOrganisation(stores, {
      ...{ texts: read.texts, origin: nameOf(folder), causedBy: 'command:import-organisation' },
      now: systemClock.now(),
    });
  } finally {
    await store.close();
  }
}

const nameOf = (folder: string): string => basename(resolve(folder));

const describeProblem = ({ file, line, column, message }: OrganisationFileProblem): string =>
  `${file}, line ${line}${column === null ? '' : `, ${column}`}: ${message}`;

const describeOutcome = (folder: string, outcome: OrganisationImportOutcome & { readonly version: number }): string =>
  outcome.kind === 'replaced'
    ? [
        `${nameOf(folder)} is in force, as version ${outcome.version}:`,
        ...outcome.changes.map(describeChange),
        'running servers take it over by themselves',
      ].join('\n')
    : `${nameOf(folder)} is what is in force already, as version ${outcome.version}: nothing was changed.`;

const describeChange = ({ table, rows, added, changed, removed }: TableChange): string =>
  `${ORGANISATION_FILES[table].padEnd(16)}${String(rows).padStart(6)} rows: ${added} added, ${changed} changed, ${removed} removed`;
