import { createHash } from 'node:crypto';
import type { TicketId } from '@citybrain/domain';

/** Twenty bytes of SHA-256 over ticket and content, in hexadecimal digits: the same file on a ticket is the same piece. */
export const evidenceId = (ticketId: TicketId, sha256: Buffer): string =>
  createHash('sha256').update(`evidence\n${ticketId}\n`).update(sha256).digest('hex').slice(0, 40);
