import { describe, expect, it } from 'vitest';
import { checkSchema } from './check-schema.ts';
import { ticketItem } from './test-kit/intake-fixture.ts';

const station = (given: object = {}): object => ({
  kind: 'station',
  id: 'S1',
  name: '水位',
  happenedAt: '2026-06-25T10:00:00Z',
  ...given,
});

const fault = (item: unknown): unknown => {
  const checked = checkSchema(item);
  return checked.ok ? null : [checked.fault.code, checked.fault.path, checked.fault.message];
};

describe('an item that does not fit its schema', () => {
  it.each<[string, unknown, string, string | null, string]>([
    ['a list', [], 'not-an-object', null, 'an item is a JSON object'],
    ['null', null, 'not-an-object', null, 'an item is a JSON object'],
    ['no kind', { id: '1' }, 'unknown-kind', '/kind', 'kind must be "ticket", "station" or "incident"'],
    ['a kind of the language', { kind: 'constructor' }, 'unknown-kind', '/kind', 'kind must be'],
    ['no title', { kind: 'ticket', id: '1', reportedAt: '2026-06-25T10:00:00Z' }, 'schema', '/title', '/title is missing'],
    ['an empty title', ticketItem({ title: '' }), 'schema', '/title', '/title must not have fewer than 1 characters'],
    ['a number for a string', ticketItem({ title: 5 }), 'schema', '/title', '/title must be string'],
    ['a string for a number', ticketItem({ lon: '120.3' }), 'schema', '/lon', '/lon must be number'],
    ['a word of none', ticketItem({ priority: 'P9' }), 'schema', '/priority', '/priority must be one of "P1", "P2", "P3", "P4"'],
    ['a long id', ticketItem({ id: 'x'.repeat(201) }), 'schema', '/id', '/id must not have more than 200 characters'],
    ['a label that is no text', ticketItem({ labels: { a: 1 } }), 'schema', '/labels/a', '/labels/a must be string'],
    ['a reading without a value', station({ readings: [{ name: 'a' }] }), 'schema', '/readings/0/value', '/readings/0/value is missing'],
    ['a reading beyond all numbers', station({ readings: [{ name: 'a', value: Infinity }] }), 'schema', '/readings/0/value', '/readings/0/value must be number'],
    ['a broken promise', station({ promiseSeconds: 1.5 }), 'schema', '/promiseSeconds', '/promiseSeconds must be integer'],
  ])('[I11] is told its field and what belongs there: %s', (_, item, code, path, message) => {
    expect(fault(item)).toEqual([code, path, expect.stringContaining(message)]);
  }); // prettier-ignore

  it('[I11] fits with unknown fields, and with null for what it does not say', () => {
    expect(fault(ticketItem({ somethingNew: { deep: [1] }, text: null, dueAt: null, labels: null }))).toBeNull();
  });
});
