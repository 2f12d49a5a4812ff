import { describe, expect, it } from 'vitest';
import { climb, ESCALATION_LADDER, type EscalationSummary } from './escalation-ladder.ts';

const QUIET: EscalationSummary = {
  disposition: 'immediate',
  priority: 'P3',
  resolveBreached: false,
  purple: false,
  returns: 0,
  helpersOverdue: 0,
  repeatsIn30Days: 0,
  dissatisfiedRedos: 0,
  daysOpen: 0,
  leadKnown: true,
  taken: [],
};

const steps = (summary: Partial<EscalationSummary>): string[] =>
  climb({ ...QUIET, ...summary }).map(({ to, isAutomatic }) => `${to} ${isAutomatic ? 'by itself' : 'proposed'}`);

describe('the escalation ladder', () => {
  it.each<[Partial<EscalationSummary>, string[]]>([
    [{}, []],
    [{ resolveBreached: true }, ['fast by itself']],
    [{ returns: 1 }, []],
    [{ returns: 2 }, ['fast by itself']],
    [{ returns: 2, resolveBreached: true }, ['fast by itself']],
    [{ disposition: 'fast', returns: 2 }, []],
    [{ disposition: 'fast', resolveBreached: true }, ['assigned by itself']],
    [{ disposition: 'fast', resolveBreached: true, leadKnown: false }, ['joint by itself']],
    [{ disposition: 'assigned', resolveBreached: true }, []],
    [{ disposition: 'joint', resolveBreached: true }, ['top-level proposed']],
    [{ disposition: 'joint', helpersOverdue: 1, repeatsIn30Days: 2 }, []],
    [{ disposition: 'joint', helpersOverdue: 2 }, ['top-level proposed']],
    [{ disposition: 'joint', repeatsIn30Days: 3 }, ['top-level proposed']],
    [{ disposition: 'top-level', resolveBreached: true }, []],
    [{ purple: true }, ['supervision by itself']],
    [{ dissatisfiedRedos: 1 }, []],
    [{ dissatisfiedRedos: 2 }, ['supervision by itself']],
    [{ daysOpen: 60 }, []],
    [{ daysOpen: 61 }, ['standing-meeting proposed']],
    [{ resolveBreached: true, purple: true }, ['fast by itself', 'supervision by itself']],
  ])('[P8] from %o leads to %o', (summary, expected) => {
    expect(steps(summary)).toEqual(expected);
  });

  it('[P9] each rung is climbed once', () => {
    const first = climb({ ...QUIET, resolveBreached: true, purple: true });
    const taken = first.map(({ rule }) => rule);
    expect(taken).toEqual(['immediate-to-fast', 'supervise']);
    expect(climb({ ...QUIET, resolveBreached: true, purple: true, taken })).toEqual([]);
  });

  it('[P9] another ladder is other data', () => {
    const [first] = ESCALATION_LADDER;
    if (!first) throw new Error('there is a rung');
    const strict = [{ ...first, when: { disposition: null, any: [{ fact: 'returns', atLeast: 1 }] as const } }];
    expect(climb({ ...QUIET, returns: 1 }, strict)).toHaveLength(1);
  });
});
