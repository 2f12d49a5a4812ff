/** What the servers of the frame bench have in common: the same content, the same questions. */

export interface TicksOrder {
  readonly ticks: number;
  readonly everyMs: number;
  /** Of each message of a server that does not make its own. */
  readonly bytes: number;
}

export const FAN_OUT_TOPICS = 20;
const KEYS = 30;
/** With names, numbers and what stands around them a frame is about 1 KB. */
const FIRST_VALUE = 1_000_000_000_000_000;

/** A record of about 1 KB as JSON, of the same length each time and other values in each round. */
export function kilobyteRecord(topic: number, round: number): Record<string, number> {
  const record: Record<string, number> = {};
  for (let key = 0; key < KEYS; key += 1) record[`measure${key + 10}`] = FIRST_VALUE + topic * 1_000 + round + key;
  return record;
}

/** Calls `tick` at an even rate; answers the processor time of this process meanwhile. */
export async function runTicks({ ticks, everyMs }: TicksOrder, tick: () => void): Promise<number> {
  const before = process.cpuUsage();
  let left = ticks;
  await new Promise<void>((resolve) => {
    const beat = setInterval(() => {
      tick();
      left -= 1;
      if (left > 0) return;
      clearInterval(beat);
      // What was written last leaves in the turns after this one.
      setTimeout(resolve, everyMs);
    }, everyMs);
  });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
