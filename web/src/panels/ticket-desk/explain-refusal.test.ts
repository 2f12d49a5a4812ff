import { expect, test } from 'vitest';
import { explainRefusal } from './explain-refusal.ts';

test('a known code is told in our words, with the states and actors of the move’s row', () => {
  expect(explainRefusal('sign', { code: 'not-from-here', detail: 'x' })).toEqual({
    code: 'not-from-here',
    from: ['dispatched'],
    actors: ['COM', 'STR', 'DEP'],
    relation: 'lead',
  });
});

test('what the screen has no word for is told in the server’s', () => {
  expect(explainRefusal('sign', { code: 'unknown-region', detail: 'there is no region x' })).toEqual({
    code: null,
    detail: 'there is no region x',
  });
});
