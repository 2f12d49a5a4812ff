import { describe, expect, it } from 'vitest';
import { AdmissionGate } from './admission-gate.ts';

function gateWith(options: { atOnce: number; waitingLimit?: number }) {
  const timers: (() => void)[] = [];
  const gate = new AdmissionGate({ after: (_, action) => timers.push(action), everyMs: 50, ...options });
  const admitted: (number | 'away')[] = [];
  const come = (id: number): void => {
    void gate.enter().then((isIn) => admitted.push(isIn ? id : 'away'));
  };
  const passTime = async (): Promise<void> => {
    for (const fire of timers.splice(0)) fire();
    await Promise.resolve();
  };
  return { gate, admitted, come, passTime, settled: () => Promise.resolve() };
}

describe('the gate', () => {
  it('[S14] lets so many in at a time, in the order in which they came', async () => {
    const { gate, admitted, come, passTime, settled } = gateWith({ atOnce: 2 });
    for (let id = 0; id < 7; id += 1) come(id);
    await settled();
    expect(admitted).toEqual([0, 1]);
    expect(gate.waitingCount).toBe(5);
    await passTime();
    expect(admitted).toEqual([0, 1, 2, 3]);
    await passTime();
    await passTime();
    expect(admitted).toEqual([0, 1, 2, 3, 4, 5, 6]);
    await passTime();
    come(7);
    await settled();
    expect(admitted.at(-1)).toBe(7);
  });

  it('[S14] turns away who comes when too many wait', async () => {
    const { admitted, come, settled } = gateWith({ atOnce: 1, waitingLimit: 2 });
    for (let id = 0; id < 4; id += 1) come(id);
    await settled();
    expect(admitted).toEqual([0, 'away']);
  });
});
