import type { Instant } from '../instant.ts';

/** Another organisation was put in force; it is master data beside the log, kept by this event's version. */
export interface OrganisationReplaced {
  readonly type: 'OrganisationReplaced';
  readonly typeVersion: 1;
  readonly happenedAt: Instant;
  readonly data: {
    readonly origin: string;
    readonly isExample: boolean;
    readonly counts: {
      readonly units: number;
      readonly members: number;
      readonly duties: number;
      readonly areas: number;
      readonly partyRoles: number;
    };
  };
}
