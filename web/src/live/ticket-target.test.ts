import { instant } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { ticketTarget } from './ticket-target.ts';

const row = { status: 'reported', dueAt: instant(100), flags: [] } as const;

test('a target is so far away or so long past', () => {
  expect(ticketTarget(row, 40)).toEqual({ kind: 'dueIn', spanMs: 60 });
  expect(ticketTarget(row, 140)).toEqual({ kind: 'overdueBy', spanMs: -40 });
});

test('a flagged target gives no span, only its doubt', () => {
  for (const flag of ['due-before-report', 'due-implausible'] as const) {
    expect(ticketTarget({ ...row, flags: [flag] }, 140)).toEqual({ kind: 'doubtful' });
  }
  expect(ticketTarget({ ...row, flags: ['outside-regions'] }, 140).kind).toBe('overdueBy');
});

test('what is disposed, or has no target, says so first', () => {
  expect(ticketTarget({ ...row, status: 'disposed', flags: ['due-implausible'] }, 140)).toEqual({ kind: 'disposed' });
  expect(ticketTarget({ ...row, dueAt: null }, 140)).toEqual({ kind: 'noDue' });
});
