import type { RegionId } from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTopicName, TOPIC_FILTERS, TOPIC_LAYERS, topicName } from './topics.ts';

const scopes = fc.string({ minLength: 1 }).map((id) => id as RegionId);

describe('a topic name', () => {
  it('is its layer and scope, also where a region has a bar or a colon in its code', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TOPIC_LAYERS), scopes, (layer, scope) => {
        expect(parseTopicName(topicName(layer, scope))).toEqual({ layer, filter: 'all', scope });
      }),
    );
  });

  it('of tickets says its filter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TOPIC_FILTERS), scopes, (filter, scope) => {
        expect(parseTopicName(topicName('tickets', scope, filter))).toEqual({ layer: 'tickets', filter, scope });
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
    'tickets:all|x',
    'tickets:|x',
    'tickets:overdue:overdue|x',
    'stations:overdue|x',
    'tickets:overdue',
  ])('is not %j', (name) => {
    expect(parseTopicName(name)).toBeNull();
  });
});
