import { instant } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { describeEntry, isLateRecord } from './describe-entry.ts';

const told = (type: string, detail: Record<string, unknown>, note: string | null = null) =>
  describeEntry({ type, detail, note });

test('an extension shows the old deadline and the new one', () => {
  expect(told('TicketExtended', { days: 2, oldDueAt: 5, newDueAt: 9 }, '同意')).toEqual([
    { kind: 'due', from: 5, to: 9 },
    { kind: 'said', words: '同意' },
  ]);
});

test('a call back tells solved and satisfied apart', () => {
  expect(told('TicketCalledBack', { result: { outcome: 'reached', isSolved: true, isSatisfied: false } })).toEqual([
    { kind: 'key', key: 'desk.outcome.reached' },
    { kind: 'key', key: 'desk.yesNo.isSolved.yes' },
    { kind: 'key', key: 'desk.yesNo.isSatisfied.no' },
  ]);
});

test('a task, a notice and a mark tell their own words', () => {
  expect(told('TicketTaskAdded', { task: { unit: 'u', what: 'dig' } })).toEqual([
    { kind: 'named', name: 'unit', of: 'unit', value: 'u' },
    { kind: 'said', words: 'dig' },
  ]);
  expect(told('TicketClockBreached', { mark: { kind: 'citizen', tier: 'breached' } })).toEqual([
    { kind: 'key', key: 'desk.clock.citizen' },
  ]);
  expect(told('TicketSupervised', { notice: { unit: 'u', kind: 'urge', text: '快' } })).toHaveLength(3);
});

test('a step that this screen does not know tells its note', () => {
  expect(told('TicketSomethingNew', { x: 1 }, 'a')).toEqual([{ kind: 'said', words: 'a' }]);
});

test('what was written down later than it happened is a late record', () => {
  expect(isLateRecord({ happenedAt: instant(0), recordedAt: instant(60_000) })).toBe(false);
  expect(isLateRecord({ happenedAt: instant(0), recordedAt: instant(60_001) })).toBe(true);
});
