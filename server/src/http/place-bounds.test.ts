import { regionId } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { DISTRICT, EAST, TWO_STREET_SHAPES, TWO_STREETS, WEST } from '../feeds/test-kit/two-streets.ts';
import { placeBoundsOf } from './place-bounds.ts';

describe('where the store looks for the tickets of a region', () => {
  it('is anywhere for a root', () => {
    expect(placeBoundsOf(TWO_STREETS, TWO_STREET_SHAPES, TWO_STREETS.indexOf(DISTRICT))).toBeNull();
  });

  it('is its box, and its codes with all that begin with them', () => {
    expect(placeBoundsOf(TWO_STREETS, TWO_STREET_SHAPES, TWO_STREETS.indexOf(EAST))).toEqual({
      regionIds: [regionId('nbs', '370203008')],
      codePrefixes: ['370203008'],
      box: [120.36, 36.08, 120.37, 36.1],
    });
    expect(placeBoundsOf(TWO_STREETS, new Map(), TWO_STREETS.indexOf(WEST))).toMatchObject({ box: null });
  });
});
