import {
  DISPOSITIONS,
  PARTY_ROLES,
  POSTS,
  UNIT_AXES,
  UNIT_KINDS,
  type Area,
  type Dated,
  type Duty,
  type Member,
  type OrganisationParts,
  type OrganisationTable,
  type PartyRole,
  type Unit,
} from '@citybrain/domain';
import { dateColumn, idColumn, idListColumn, orNothing, textColumn, wordColumn, type CsvColumn } from './csv-column.ts';

/** A column for each field, in the order of the file. */
type ColumnsOf<Row> = { readonly [Key in keyof Row]-?: CsvColumn<Row[Key]> };

export type OrganisationRow<Table extends OrganisationTable> = OrganisationParts[Table][number];
/** One text for each file. */
export type OrganisationTexts = Readonly<Record<OrganisationTable, string>>;

const DATES: ColumnsOf<Dated> = { validFrom: orNothing(dateColumn), validTo: orNothing(dateColumn) };

const UNITS: ColumnsOf<Unit> = {
  id: idColumn(),
  name: textColumn(),
  shortName: orNothing(textColumn()),
  kind: wordColumn(UNIT_KINDS),
  axis: wordColumn(UNIT_AXES),
  parentId: orNothing(idColumn()),
  regionId: orNothing(idColumn()),
  ...DATES,
};

const MEMBERS: ColumnsOf<Member> = {
  id: idColumn(),
  person: textColumn(),
  account: orNothing(textColumn()),
  unitId: idColumn(),
  post: wordColumn(POSTS),
  ...DATES,
};

const DUTIES: ColumnsOf<Duty> = {
  id: idColumn(),
  category: idColumn(),
  regionId: orNothing(idColumn()),
  disposition: orNothing(wordColumn(DISPOSITIONS)),
  leadUnitId: idColumn(),
  helperUnitIds: idListColumn(),
  note: orNothing(textColumn()),
  ...DATES,
};

const AREAS: ColumnsOf<Area> = { id: idColumn(), name: textColumn(), regionIds: idListColumn(), ...DATES };

const PARTY_ROLE_COLUMNS: ColumnsOf<PartyRole> = {
  id: idColumn(),
  nodeId: textColumn(),
  role: wordColumn(PARTY_ROLES),
  name: textColumn(),
  contact: orNothing(textColumn()),
  parentId: orNothing(idColumn()),
};

/** The columns of each file (docs/organisation-files.md). */
export const ORGANISATION_COLUMNS: {
  readonly [Table in OrganisationTable]: ColumnsOf<OrganisationRow<Table>>;
} = { units: UNITS, members: MEMBERS, duties: DUTIES, areas: AREAS, partyRoles: PARTY_ROLE_COLUMNS };

export const ORGANISATION_FILES = {
  units: 'units.csv',
  members: 'members.csv',
  duties: 'duties.csv',
  areas: 'areas.csv',
  partyRoles: 'party-roles.csv',
} as const satisfies Record<OrganisationTable, string>;
export type OrganisationFile = (typeof ORGANISATION_FILES)[OrganisationTable];
