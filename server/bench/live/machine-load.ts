import { availableParallelism, cpus } from 'node:os';

interface Times {
  readonly idleMs: number;
  readonly allMs: number;
  readonly at: number;
}

function readTimes(): Times {
  const times = cpus().map((one) => one.times);
  const sum = (read: (time: (typeof times)[number]) => number): number =>
    times.reduce((all, one) => all + read(one), 0);
  return {
    idleMs: sum(({ idle }) => idle),
    allMs: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
    at: performance.now(),
  };
}

/** Begins to look at what the machine does; the answer says in words how busy it was since, with all that runs on it. */
export function machineLoadNote(): () => string {
  const before = readTimes();
  return () => {
    const after = readTimes();
    const busy = 1 - (after.idleMs - before.idleMs) / (after.allMs - before.allMs);
    const minutes = ((after.at - before.at) / 60_000).toFixed(1);
    return (
      `The ${availableParallelism()} processors, which server, screens and feed share with whatever else runs, ` +
      `were busy for ${Math.round(busy * 100)} % of ${minutes} minutes.`
    );
  };
}
