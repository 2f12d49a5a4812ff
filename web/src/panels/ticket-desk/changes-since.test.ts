import { instant } from '@citybrain/domain';
import { expect, test } from 'vitest';
import type { TicketHistoryEntry } from '../../live/words.ts';
import { changesSince, needsLook } from './changes-since.ts';

const entry = (version: number, type: string, who: string): TicketHistoryEntry => ({
  ...{ sequence: version * 10, version, type, happenedAt: instant(version), recordedAt: instant(version) },
  ...{ causedBy: `user:${who}`, note: null, detail: {} },
  by: { who, role: 'CEN', unit: null },
});
const history = [entry(1, 'TicketReported', 'a'), entry(2, 'TicketAccepted', 'b'), entry(3, 'TicketNoted', 'c')];

test('what was done after a version is told with who did it', () => {
  expect(changesSince({ history }, 1)).toEqual([
    { type: 'TicketAccepted', at: 2, by: 'b' },
    { type: 'TicketNoted', at: 3, by: 'c' },
  ]);
  expect(changesSince({ history }, 3)).toEqual([]);
});

test('one’s own photo or note needs no second look, another’s or another step does', () => {
  const change = (type: string, by: string) => [{ type, at: instant(0), by }];
  expect(needsLook(change('TicketEvidenceAdded', 'me'), 'me')).toBe(false);
  expect(needsLook(change('TicketEvidenceAdded', 'you'), 'me')).toBe(true);
  expect(needsLook(change('TicketSigned', 'me'), 'me')).toBe(true);
  expect(needsLook([], 'me')).toBe(false);
});
