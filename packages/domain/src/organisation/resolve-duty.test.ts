import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DISPOSITIONS } from '../ticket.ts';
import {
  BRANCH,
  COMMUNITY,
  COMMUNITY_UNIT,
  day,
  DISTRICT,
  duty,
  GRID,
  GRID_PATH,
  GRID_UNIT,
  OTHER_STREET,
  OTHER_STREET_UNIT,
  PARTS,
  POLICE,
  SANITATION,
  STREET,
  STREET_UNIT,
  TODAY,
  unit,
} from '../test-kit/organisation-fixture.ts';
import type { Duty } from './duty.ts';
import { Organisation } from './organisation.ts';
import { isInDutyList, resolveDuty, type DutyQuestion } from './resolve-duty.ts';

const led = { category: 'E0110', leadUnitId: SANITATION.id } as const;
const withDuties = (...duties: Duty[]): Organisation => new Organisation({ ...PARTS, duties });
const question = (given: Partial<DutyQuestion> = {}): DutyQuestion => ({
  ...{ category: 'E0110', regionPath: GRID_PATH, disposition: 'fast', on: TODAY, ...given },
});
/** The id of the duty that wins. */
const winner = (duties: readonly Duty[], given: Partial<DutyQuestion> = {}): string => {
  const answer = resolveDuty(withDuties(...duties), question(given));
  return answer.kind === 'duty' ? answer.duty.id : answer.kind;
};

describe('the duty of a matter', () => {
  it.each([
    ['its category before its group, however near the group', [
      duty('category', led), duty('group', { ...led, category: 'E01', regionId: GRID, disposition: 'fast' })]],
    ['the deeper region before the wider, whatever the disposition', [
      duty('deep', { ...led, regionId: COMMUNITY }), duty('wide', { ...led, regionId: STREET, disposition: 'fast' })]],
    ['a region before everywhere', [duty('district', { ...led, regionId: DISTRICT }), duty('everywhere', led)]],
    ['its disposition before any', [
      duty('fast', { ...led, disposition: 'fast' }), duty('any', { ...led, validFrom: day('2026-06-01') })]],
    ['the newest before the older', [
      duty('new', { ...led, validFrom: day('2026-06-01') }), duty('old', { ...led, validFrom: day('2025-06-01') }), duty('ever', led)]],
  ])('[O1] is that of %s', (_, duties) => {
    expect(winner(duties)).toBe(duties[0]?.id);
    expect(winner(duties.toReversed())).toBe(duties[0]?.id);
  }); // prettier-ignore

  it('[O1] is never one of another day, place, disposition or a unit that is no more', () => {
    expect(winner([duty('past', { ...led, validTo: TODAY })])).toBe('fallback');
    expect(winner([duty('future', { ...led, validFrom: day('2026-06-26') })])).toBe('fallback');
    expect(winner([duty('elsewhere', { ...led, regionId: OTHER_STREET })])).toBe('fallback');
    expect(winner([duty('joint', { ...led, disposition: 'joint' })])).toBe('fallback');
    expect(winner([duty('joint', { ...led, disposition: 'joint' })], { disposition: null })).toBe('fallback');
    const gone = unit('gone', 'department', { validTo: TODAY });
    const organisation = new Organisation({ ...PARTS, units: [...PARTS.units, gone], duties: [duty('g', { ...led, leadUnitId: gone.id })] }); // prettier-ignore
    expect(resolveDuty(organisation, question()).kind).toBe('fallback');
  });

  it('[O1] says its unit, its helpers and why', () => {
    expect(
      resolveDuty(new Organisation(PARTS), question({ category: 'E0136', disposition: 'immediate' })),
    ).toMatchObject({
      ...{ kind: 'duty', unit: COMMUNITY_UNIT, helpers: [] },
      because: { category: 'exact', regionId: COMMUNITY, disposition: 'exact', fitting: 2 },
    });
    expect(resolveDuty(new Organisation(PARTS), question())).toMatchObject({
      ...{ kind: 'duty', unit: SANITATION, helpers: [POLICE] },
      because: { category: 'group', regionId: null, disposition: 'any', fitting: 1 },
    });
  });

  it('[O1] does not depend on the order of the rows', () => {
    const rows = fc.record({
      category: fc.constantFrom('E01', 'E0110', 'E0136', 'H05'),
      regionId: fc.constantFrom(null, ...GRID_PATH, OTHER_STREET),
      disposition: fc.constantFrom(null, ...DISPOSITIONS),
      validFrom: fc.constantFrom(null, day('2025-01-01'), TODAY, day('2027-01-01')),
    });
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 12 }), fc.constantFrom(...DISPOSITIONS), (given, disposition) => {
        const duties = given.map((row, index) => duty(`d${index}`, { ...led, ...row }));
        expect(winner(duties.toReversed(), { disposition })).toBe(winner(duties, { disposition }));
      }),
      { numRuns: 200 },
    );
  });

  it('[O2] falls to the street of the place where no list says otherwise, and says so', () => {
    const answer = { kind: 'fallback', unit: STREET_UNIT, regionId: STREET };
    expect(resolveDuty(withDuties(), question())).toEqual(answer);
    expect(resolveDuty(withDuties(), question({ category: 'graffiti' }))).toEqual(answer);
    expect(resolveDuty(withDuties(duty('d', led)), question({ category: null }))).toEqual(answer);
  });

  it('[O2] is left to the centre where there is no street either', () => {
    for (const regionPath of [[], [DISTRICT]]) {
      expect(resolveDuty(withDuties(), question({ regionPath }))).toEqual({ kind: 'none' });
    }
  });
});

describe('who may lead a matter', () => {
  const organisation = new Organisation(PARTS);
  const mayLead = (of: { readonly id: typeof POLICE.id }, given: Partial<DutyQuestion> = {}): boolean =>
    isInDutyList(organisation, of.id, question(given));

  it('[O3] is a community for what stands in its own list only', () => {
    expect(mayLead(COMMUNITY_UNIT, { category: 'E0136' })).toBe(true);
    expect(mayLead(COMMUNITY_UNIT, { category: 'E0110' })).toBe(false);
    expect(mayLead(COMMUNITY_UNIT, { category: null })).toBe(false);
    expect(mayLead(COMMUNITY_UNIT, { category: 'E0136', regionPath: [OTHER_STREET, DISTRICT] })).toBe(false);
    expect(mayLead(GRID_UNIT, { category: 'E0136' })).toBe(false);
  });

  it('[O3] is the street of the place always, and no other street without a list', () => {
    expect(mayLead(STREET_UNIT)).toBe(true);
    expect(mayLead(STREET_UNIT, { category: null })).toBe(true);
    expect(mayLead(OTHER_STREET_UNIT)).toBe(false);
  });

  it('[O3] is a department for its list, and its branch where the branch works', () => {
    expect(mayLead(SANITATION)).toBe(true);
    expect(mayLead(POLICE)).toBe(false);
    expect(mayLead(POLICE, { category: 'H05', regionPath: [] })).toBe(true);
    expect(mayLead(BRANCH)).toBe(true);
    expect(mayLead(BRANCH, { regionPath: [OTHER_STREET, DISTRICT] })).toBe(false);
  });

  it('[O3] is nobody who is not there on that day', () => {
    expect(isInDutyList(organisation, 'nobody' as typeof POLICE.id, question())).toBe(false);
  });
});
