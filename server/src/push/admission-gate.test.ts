import { describe, expect, it } from 'vitest';
import { AdmissionGate } from './admission-gate.ts';

/** A gate with ten places a second: five to begin with. */
function gateWith() {
  let nowMs = 0;
  let timers: (() => void)[] = [];
  const gate = new AdmissionGate({
    ...{ perSecond: 10, longestWaitMs: 2_000, monotonicMs: () => nowMs },
    after: (_, action) => timers.push(action),
  });
  const admitted: (number | 'away')[] = [];
  const come = (id: number, isGone = false): void => {
    void gate.enter(() => isGone).then((isIn) => admitted.push(isIn ? id : 'away'));
  };
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms;
    const due = timers;
    timers = [];
    for (const fire of due) fire();
    await Promise.resolve();
  };
  return { gate, admitted, come, pass };
}

describe('the gate', () => {
  it('[S14] lets so many in a second, in the order in which they came, however late it looks', async () => {
    const { gate, admitted, come, pass } = gateWith();
    for (let id = 0; id < 15; id += 1) come(id);
    await pass(0);
    expect(admitted).toEqual([0, 1, 2, 3, 4]);
    await pass(100);
    expect(admitted).toHaveLength(6);
    await pass(400);
    expect(admitted).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(gate.waitingCount).toBe(5);
    await pass(500);
    expect(admitted).toHaveLength(15);
  });

  it('[S14] gives no place to one that has gone', async () => {
    const { admitted, come, pass } = gateWith();
    for (let id = 0; id < 5; id += 1) come(id);
    for (let id = 5; id < 25; id += 1) come(id, id < 20);
    await pass(0);
    await pass(500);
    expect(admitted.filter((id) => Number(id) >= 20)).toEqual([20, 21, 22, 23, 24]);
  });

  it('[S14] turns away who would wait too long', async () => {
    const { admitted, come, pass } = gateWith();
    for (let id = 0; id < 26; id += 1) come(id);
    await pass(0);
    expect(admitted).toEqual([0, 1, 2, 3, 4, 'away']);
  });
});
