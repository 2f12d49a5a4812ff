import { MOVES } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { orderMoves } from './order-moves.ts';

const answer = (open: readonly string[]) =>
  MOVES.map((move) => ({
    move,
    refusal: open.includes(move) ? null : { code: 'not-from-here' as const, rule: 'M1', message: 'no' },
  }));

test('what leads on comes first, what is waited for before it, and nothing is lost', () => {
  const { primary, other, shut } = orderMoves('handling', answer(['note', 'contact', 'dispose', 'judge-extension']));
  expect(primary).toEqual(['judge-extension', 'dispose', 'contact']);
  expect(other).toEqual(['note']);
  expect(primary.length + other.length + shut.length).toBe(MOVES.length);
});

test('whoever may do nothing has no buttons, and the reasons', () => {
  expect(orderMoves('closed', answer([]))).toMatchObject({ primary: [], other: [] });
  expect(orderMoves('closed', [])).toEqual({ primary: [], other: [], shut: [] });
});
