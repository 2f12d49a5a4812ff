import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { regionId, type RegionId } from '@citybrain/domain';
import {
  BOUNDARY_PRESETS,
  centroidsOf,
  DATUMS,
  findDatumProblem,
  readBoundaries,
  SHIBEI_FACTS,
  type BoundaryPresetName,
  type BoundaryProblem,
  type BoundaryReading,
  type Datum,
  type KnownPlaces,
  type MultiPolygonCoordinates,
} from '@citybrain/geo';
import { Option, type Command } from 'commander';
import type { RegionSet, StoredRegionSet } from '../log/region-store.ts';
import { systemClock } from '../observe/clock.ts';
import { Fault } from '../observe/fault.ts';
import { openForCommand, type CommandStore } from './open-for-command.ts';
import { print, tell } from './print.ts';

interface RegionOptions {
  readonly preset: BoundaryPresetName;
  readonly datum?: Datum;
  readonly rootCode?: string;
  readonly rootName?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** What each source's files are in, and whom to name on the map. */
const SOURCES = {
  osm: { datum: 'wgs84', credit: '© OpenStreetMap contributors' },
  datav: { datum: 'gcj02', credit: 'DataV.GeoAtlas' },
} as const satisfies Record<BoundaryPresetName, { datum: Datum; credit: string }>;

/** Boundaries of a whole province, drawn finely, are a tenth of it. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** `citybrain import regions <geojson>`: real boundaries in the place of those in force, all or nothing. */
export function registerImportRegionsCommand(
  imports: Command,
  setExitCode: (code: number) => void,
  open: () => Promise<Pick<CommandStore, 'regions' | 'store'>> = openForCommand,
): void {
  imports
    .command('regions <geojson>')
    .description('put real boundaries in the place of the regions in force; all or nothing')
    .addOption(
      new Option('--preset <name>', 'how the file is written')
        .choices(Object.keys(BOUNDARY_PRESETS))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--datum <datum>', 'what its coordinates are in (default: osm wgs84, datav gcj02)').choices(DATUMS),
    )
    .option('--root-code <code>', 'the region above all of the file, made as their union when the file lacks it')
    .option('--root-name <name>', 'its name')
    .option('--force', 'take the file although known regions lie elsewhere in it, as in a wrong datum')
    .option('--json', 'the report as JSON')
    .action(async (path: string, options: RegionOptions, command: Command) => {
      if ((options.rootCode === undefined) !== (options.rootName === undefined)) {
        command.error('error: --root-code and --root-name belong together', { code: 'incomplete-root' });
      }
      const reading = await readRegions(path, options);
      for (const warning of reading.warnings) warn(warning);
      const refuseFor = (problems: readonly BoundaryProblem[]): void => {
        refuse(path, problems, options.json ?? false);
        setExitCode(1);
      };
      if (reading.problems.length > 0) return refuseFor(reading.problems);
      const { store, regions } = await open();
      try {
        const before = await regions.load();
        const problem = findDatumProblem(reading, datumOf(options), knownPlaces(before));
        if (problem && !options.force) return refuseFor([problem]);
        if (problem) warn(problem);
        await regions.replace(regionSetOf(path, options, reading), 'command:import-regions', systemClock.now());
        print(options.json ? asJson(path, reading) : describeRegions(path, reading, before));
      } finally {
        await store.close();
      }
    });
}

const datumOf = ({ preset, datum }: RegionOptions): Datum => datum ?? SOURCES[preset].datum;

/** The streets of Shibei, and the regions in force unless they are drawn by the program. */
function knownPlaces(before: StoredRegionSet | null): KnownPlaces {
  const streets = SHIBEI_FACTS.streets;
  const inForce = before && !before.isSchematic ? before.shapes : [];
  return {
    byId: new Map([
      ...centroidsOf(new Map(inForce) as Map<RegionId, MultiPolygonCoordinates>),
      ...streets.map(({ code, centroid }) => [regionId(SHIBEI_FACTS.codeSystem, code), centroid] as const),
    ]),
    byName: new Map(streets.map(({ name, centroid }) => [name, centroid])),
  };
}

async function readRegions(path: string, options: RegionOptions): Promise<BoundaryReading> {
  const { preset, rootCode: code, rootName: name } = options;
  return readBoundaries(await readText(path), {
    preset,
    datum: datumOf(options),
    // Nine codes of Shibei mean another street in the other code system in use.
    referenceNames: new Map<string, string>(SHIBEI_FACTS.streets.map((street) => [street.code, street.name])),
    ...(code !== undefined && name !== undefined && { root: { code, name } }),
  });
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES)
      throw new Fault('FEED-102', `${basename(path)} is larger than 256 MiB: simplify it first`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof Fault) throw error;
    const isText = error instanceof TypeError;
    throw new Fault('FEED-102', isText ? `${basename(path)} is not UTF-8` : (error as Error).message, { cause: error });
  }
}

const regionSetOf = (path: string, { preset }: RegionOptions, { regions, shapes }: BoundaryReading): RegionSet => ({
  regions,
  shapes: shapes,
  origin: `${SOURCES[preset].credit} · ${basename(path)}`,
  isSchematic: false,
});

function refuse(path: string, problems: readonly BoundaryProblem[], isJson: boolean): void {
  if (isJson) print(JSON.stringify({ file: basename(path), imported: false, problems }, null, 2));
  for (const problem of problems) tell(describeProblem(problem));
  if (problems.some(({ code }) => code === 'no-root'))
    tell('Name it, for instance: --root-code 370203 --root-name 市北区');
  if (problems.some(({ code }) => code === 'wrong-datum'))
    tell('Name the datum with --datum, or take the file as it is with --force');
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  tell(`${basename(path)} was not imported: ${count}. The regions in force have not changed.`);
}

const warn = (problem: BoundaryProblem): void => tell(`warning: ${describeProblem(problem)}`);

const describeProblem = ({ code, featureIndex, featureName, message }: BoundaryProblem): string => {
  const about = [featureIndex === null ? [] : `feature ${featureIndex}`, featureName ?? []].flat().join(', ');
  return `${code}${about === '' ? '' : ` (${about})`}: ${message}`;
};

const asJson = (path: string, { levels, warnings }: BoundaryReading): string =>
  JSON.stringify({ file: basename(path), imported: true, levels, warnings }, null, 2);

function describeRegions(path: string, { levels }: BoundaryReading, before: StoredRegionSet | null): string {
  const counts = Object.entries(levels).map(([level, count]) => `${level.padEnd(12)}${String(count).padStart(6)}`);
  const gone = before?.regions.filter(({ parentId }) => parentId === null).map(({ name }) => name) ?? [];
  return [
    `${basename(path)} is in force:`,
    ...counts,
    `in the place of ${before?.regions.length ?? 0} regions (${gone.join(', ')}); running servers take them over by themselves`,
  ].join('\n');
}
