import type { Ticket } from '../ticket.ts';
import type { LifeEvent, LifePatch } from './evolve-life.ts';
import { finishingSteps } from './steps/finishing-steps.ts';
import { handlingSteps } from './steps/handling-steps.ts';
import { intakeSteps } from './steps/intake-steps.ts';
import { mergingSteps } from './steps/merging-steps.ts';
import { supervisingSteps } from './steps/supervising-steps.ts';
import type { TicketWork } from './ticket-work.ts';

type EventOf<Type extends LifeEvent['type']> = Extract<LifeEvent, { readonly type: Type }>;

/** What a step of this type changes. Pure; one for each type, which the compiler holds complete. */
export type LifeStep<Type extends LifeEvent['type']> = (
  ticket: Ticket,
  work: TicketWork,
  event: EventOf<Type>,
) => LifePatch;

export type LifeStepsOf<Type extends LifeEvent['type']> = { readonly [One in Type]: LifeStep<One> };

export const LIFE_STEPS: LifeStepsOf<LifeEvent['type']> = {
  ...intakeSteps,
  ...handlingSteps,
  ...finishingSteps,
  ...supervisingSteps,
  ...mergingSteps,
};
