import type { ChangeSince, TicketAnswer } from '../../live/words.ts';

/** What was done after a version, oldest first, as far as the answer knows. */
export const changesSince = ({ history }: Pick<TicketAnswer, 'history'>, version: number): readonly ChangeSince[] =>
  history
    .filter((entry) => entry.version > version)
    .map(({ type, happenedAt, by, causedBy }) => ({
      type,
      at: happenedAt,
      by: by?.who ?? causedBy.replace(/^user:/, ''),
    }));

const ASIDE: ReadonlySet<string> = new Set(['TicketEvidenceAdded', 'TicketNoted']);

/** Whether somebody must look before deciding: all but what they did themselves beside the form. */
export const needsLook = (changes: readonly ChangeSince[], viewer: string): boolean =>
  changes.some(({ type, by }) => by !== viewer || !ASIDE.has(type));
