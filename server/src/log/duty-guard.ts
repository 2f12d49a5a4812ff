import { Fault } from '../observe/fault.ts';
import type { Alongside } from './event-log.ts';

/** Says that a duty was taken: its epoch is higher than that of every earlier holder. */
export interface DutyGuard {
  readonly name: string;
  readonly epoch: number;
}

/**
 * What an append under `guard` does in its transaction. Whoever takes the duty
 * waits for that transaction, so that nothing of an old epoch is committed
 * after a new one.
 * @throws Fault DUTY-101, from the append, when the duty has another epoch by now
 */
export const requireDuty =
  ({ name, epoch }: DutyGuard): Alongside =>
  async (transaction) => {
    const found = await transaction.query('SELECT epoch FROM duties WHERE name = $1 AND epoch = $2 FOR SHARE', [
      name,
      epoch,
    ]);
    if (found.length > 0) return;
    const message = `the duty ${name} was taken over after epoch ${epoch}: leave the work to whoever holds it now`;
    throw new Fault('DUTY-101', message);
  };
