import type { Disposition } from '../ticket.ts';

/** The next way of handling upwards; a joint one rises to the top only by a person's word. */
export const RAISED: Readonly<Partial<Record<Disposition, Disposition>>> = {
  immediate: 'fast',
  fast: 'joint',
  assigned: 'joint',
};
