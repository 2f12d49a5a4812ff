import type { RegionId } from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTopicName, TOPIC_LAYERS, topicName } from './topics.ts';

describe('a topic name', () => {
  it('is its layer and scope, also where a region has a bar in its code', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TOPIC_LAYERS), fc.string({ minLength: 1 }), (layer, scope) => {
        expect(parseTopicName(topicName(layer, scope as RegionId))).toEqual({ layer, scope });
      }),
    );
  });

  it.each([
    '',
    '|',
    'tickets',
    'tickets|',
    '|nbs:370203000000',
    'Tickets|nbs:370203000000',
    'toString|x',
    ' tickets|x',
  ])('is not %j', (name) => {
    expect(parseTopicName(name)).toBeNull();
  });
});
