import {
  axisOfKind,
  DISPOSITIONS,
  ORGANISATION_TABLES,
  PARTY_ROLES,
  POSTS,
  UNIT_KINDS,
  type CivilDate,
  type OrganisationParts,
} from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARTS, REGIONS } from '../../../packages/domain/src/test-kit/organisation-fixture.ts';
import { readCsvText, writeCsvText } from './csv-text.ts';
import { ORGANISATION_FILES, type OrganisationTexts } from './organisation-files.ts';
import { readOrganisation } from './read-organisation.ts';
import { readOrganisationTable } from './read-organisation-table.ts';
import { writeOrganisation } from './write-organisation.ts';

const TEXTS = writeOrganisation(PARTS);

/** Text as people write it, with all that CSV and spreadsheets stumble over. */
const texts = fc
  .string({ unit: fc.oneof(fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\r', '\n', '\t', ' '), fc.constantFrom('市', '北', '𠮷', 'a'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), minLength: 1, maxLength: 12 })
  // eslint-disable-next-line no-control-regex -- the reader refuses these
  .filter((text) => text.trim() !== '' && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)); // prettier-ignore
const ids = fc.stringMatching(/^[a-z@=+-][a-z0-9:-]{0,8}$/);
const dates = fc.option(
  fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10) as CivilDate),
);
const dated = { validFrom: dates, validTo: dates };
const optional = fc.option(texts);
const kinds = fc.constantFrom(...UNIT_KINDS);

const tables = fc.record({
  units: fc.array(
    fc
      .record({ id: ids, name: texts, shortName: optional, kind: kinds, parentId: fc.option(ids), regionId: fc.option(ids), ...dated })
      .map((unit) => ({ ...unit, axis: axisOfKind(unit.kind) })),
    { maxLength: 4 },
  ),
  members: fc.array(fc.record({ id: ids, person: texts, account: optional, unitId: ids, post: fc.constantFrom(...POSTS), ...dated }), { maxLength: 4 }),
  duties: fc.array(
    fc.record({ id: ids, category: ids, regionId: fc.option(ids), disposition: fc.option(fc.constantFrom(...DISPOSITIONS)), leadUnitId: ids, helperUnitIds: fc.array(ids, { maxLength: 3 }), note: optional, ...dated }),
    { maxLength: 4 },
  ),
  areas: fc.array(fc.record({ id: ids, name: texts, regionIds: fc.array(ids, { maxLength: 3 }), ...dated }), { maxLength: 4 }),
  partyRoles: fc.array(fc.record({ id: ids, nodeId: texts, role: fc.constantFrom(...PARTY_ROLES), name: texts, contact: optional, parentId: fc.option(ids) }), { maxLength: 4 }),
}) as unknown as fc.Arbitrary<OrganisationParts>; // prettier-ignore

const problemsOf = (changes: Partial<OrganisationTexts>): string[] => {
  const reading = readOrganisation({ ...TEXTS, ...changes }, REGIONS);
  return reading.ok ? [] : reading.problems.map(({ file, line, column, message }) => `${file}:${line} ${column} ${message}`);
}; // prettier-ignore

describe('an organisation in files', () => {
  it('[O7] comes back the same to the letter', () => {
    expect(readOrganisation(TEXTS, REGIONS)).toEqual({ ok: true, parts: PARTS });
    fc.assert(
      fc.property(tables, (parts) => {
        const written = writeOrganisation(parts);
        for (const table of ORGANISATION_TABLES) {
          const reading = readOrganisationTable(table, written[table]);
          expect(reading.problems).toEqual([]);
          expect(reading.rows).toEqual(parts[table]);
        }
      }),
      { numRuns: 300 },
    );
  }); // prettier-ignore

  it('[O7] holds no cell that a spreadsheet takes for a formula, whatever a name is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(writeCsvText([[text, 'x']])).not.toMatch(/^\ufeff"?[=+\-@\t\r]/);
        expect(readCsvText(writeCsvText([[text, 'x']]))).toEqual({ ok: true, records: [{ line: 1, cells: [text, 'x'] }] });
      }),
      { numRuns: 300 },
    );
    const plain = (cell: string): string => writeCsvText([[cell, 'x']]).slice(1).split(',')[0] ?? '';
    expect(['=1+1', '+1', '-1', '@A1', "'=1", "''", "it's"].map(plain)).toEqual(["'=1+1", "'+1", "'-1", "'@A1", "''=1", "'''", "it's"]); // prettier-ignore
    expect(plain('\t=1')).toBe("'\t=1");
  }); // prettier-ignore

  it('knows the line on which a row begins, whatever its cells and those above hold', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (cells) => {
        const read = readCsvText(writeCsvText(cells.map((cell) => [cell, 'x'])));
        let line = 1;
        const expected = cells.map((cell) => {
          const begins = line;
          line += 1 + (cell.match(/\r\n|\r|\n/g)?.length ?? 0);
          return begins;
        });
        expect(read.ok && read.records.map((record) => record.line)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('may have its columns in any order, other line ends, no mark and empty rows', () => {
    const areas = 'name,id,validTo,validFrom,regionIds\n,,,,\n 片区一 , area-1 ,,2026-01-01, nbs:370203005000 ; nbs:370203008000 \n\n';
    const reading = readOrganisation({ ...TEXTS, areas }, REGIONS);
    expect(reading.ok && reading.parts.areas).toEqual([
      { id: 'area-1', name: ' 片区一 ', regionIds: ['nbs:370203005000', 'nbs:370203008000'], validFrom: '2026-01-01', validTo: null },
    ]);
  }); // prettier-ignore

  it('[O6] names every problem with its file, line and column and what to do', () => {
    const units =
      'id,name,shortName,kind,axis,parentId,regionId,validFrom,validTo\n' +
      'a,"two\nlines",,department,department,,,,\n' +
      'b c,,,office,department,,,2026-02-30,2026/01/01\n';
    const members = 'id,person,account,unitId,post,validFrom,validTo\nm,someone,,a,leader\n';
    expect(problemsOf({ units, members })).toEqual([
      'units.csv:4 id "b c" can\'t be taken here: write an id of at most 120 characters, without blanks, quotes, commas and semicolons',
      "units.csv:4 name an empty cell can't be taken here: write text of at most 1000 characters",
      'units.csv:4 kind "office" can\'t be taken here: write centre, leader-office, department, street, community, grid',
      'units.csv:4 validFrom "2026-02-30" can\'t be taken here: write a date YYYY-MM-DD, or nothing',
      'units.csv:4 validTo "2026/01/01" can\'t be taken here: write a date YYYY-MM-DD, or nothing',
      'members.csv:2 null the row has 5 cells, the header 7: give it one for each column, with quotes around a cell that holds a comma',
    ]);
  });

  it('[O6] names what rows say of each other, once they can be read', () => {
    const areas = `${TEXTS.areas}area-1,again,nbs:370203005001,,\r\n`;
    expect(problemsOf({ areas })).toEqual([
      'areas.csv:3 id area-1 occurs above already: give each row an id of its own',
      'areas.csv:3 regionIds nbs:370203005001 community 370203005001 is a community: an area groups streets',
    ]);
  });

  it.each([
    ['', 'areas.csv:1 null the file is empty: write the header id,name,regionIds,validFrom,validTo'],
    ['id,name,regionIds,validFrom\n', 'areas.csv:1 null the column validTo is missing: add it to the header'],
    ['id,name,regionIds,validFrom,validTo,x\n', 'areas.csv:1 null there is no column "x": take it out; there are id, name, regionIds, validFrom, validTo'],
    ['id,id,name,regionIds,validFrom,validTo\n', 'areas.csv:1 null the column "id" occurs twice: take one out'],
    ['id,name,regionIds,validFrom,validTo\na,b,,,\nc,"d,,,\n', 'areas.csv:3 null a quote is opened and never closed: close it'],
    ['id,name,regionIds,validFrom,validTo\na,b\u0000,,,\n', 'areas.csv:2 name "b\u0000" can\'t be taken here: write text of at most 1000 characters'],
  ])('[O6] says of %j what is wrong', (areas, problem) => {
    expect(problemsOf({ areas })).toEqual([problem]);
  }); // prettier-ignore

  it('is five files', () => {
    expect(Object.values(ORGANISATION_FILES)).toEqual(['units.csv', 'members.csv', 'duties.csv', 'areas.csv', 'party-roles.csv']);
  }); // prettier-ignore
});
