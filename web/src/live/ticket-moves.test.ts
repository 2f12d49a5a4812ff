import { expect, test } from 'vitest';
import { RestProblem } from './rest-client.ts';
import { outcomeOfProblem } from './ticket-moves.ts';

test('a conflict says which version there is and what was done by whom', () => {
  const changes = [{ type: 'TicketSigned', at: 5, by: 'li' }];
  const problem = new RestProblem(409, 'moved-on', 'moved on', { version: 4, changes });
  expect(outcomeOfProblem(problem)).toEqual({ kind: 'moved-on', version: 4, changes });
});

test('a refusal keeps its code, its rule and its words', () => {
  const problem = new RestProblem(422, 'tasks-open', 'helpers owe', { rule: 'M13' });
  expect(outcomeOfProblem(problem)).toEqual({
    kind: 'refused',
    code: 'tasks-open',
    rule: 'M13',
    detail: 'helpers owe',
  });
});

test('another conflict is a refusal, and a server that is away leaves open whether it arrived', () => {
  expect(outcomeOfProblem(new RestProblem(409, 'evidence-too-many-pieces', 'thirty')).kind).toBe('refused');
  expect([0, 502, 503].map((status) => outcomeOfProblem(new RestProblem(status, 'x', '')).kind)).toEqual(
    Array(3).fill('unreachable'),
  );
});
