import type { IForbiddenRuleType } from 'dependency-cruiser';
import { EXEMPT_FILES, IMPORT_TABLE, OWN_CODE, type ImportRow } from './import-table.ts';

const directionRule = (row: ImportRow): IForbiddenRuleType => ({
  name: `imports of ${row.name}`,
  severity: 'error',
  from: { path: row.from, pathNot: EXEMPT_FILES },
  to: { path: OWN_CODE, pathNot: [row.self, ...row.may] },
});

const nothingFromOutside = (row: ImportRow): IForbiddenRuleType => ({
  name: `${row.name} imports nothing from outside`,
  severity: 'error',
  from: { path: row.from, pathNot: EXEMPT_FILES },
  to: { pathNot: [row.self] },
});

/** A new folder needs a row in the table before it may import anything of ours. */
const rowless: IForbiddenRuleType = {
  name: 'folder without a row in the import table',
  severity: 'error',
  from: { path: '^(packages|server|web)/', pathNot: [EXEMPT_FILES, ...IMPORT_TABLE.map((row) => row.from)] },
  to: { path: OWN_CODE },
};

const unresolvable: IForbiddenRuleType = {
  name: 'import that leads nowhere',
  severity: 'error',
  // What only the bundler resolves: assets by query and virtual modules.
  from: { path: OWN_CODE },
  to: { couldNotResolve: true, pathNot: ['\\?', '^virtual:'] },
};

const circular: IForbiddenRuleType = {
  name: 'modules that need each other',
  severity: 'error',
  from: { path: OWN_CODE },
  to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
};

/** The import table as rules of dependency-cruiser. */
export const importRules = (): IForbiddenRuleType[] => [
  ...IMPORT_TABLE.map(directionRule),
  ...IMPORT_TABLE.filter((row) => row.npm === false).map(nothingFromOutside),
  rowless,
  unresolvable,
  circular,
];
