import { instant } from '@citybrain/domain';
import type { TicketId, TicketRow } from '../words.ts';

/** A ticket that is reported and nothing else, with what the test says of it. */
export const sampleRow = (change: Partial<TicketRow> = {}): TicketRow => ({
  id: 'a' as TicketId,
  status: 'reported',
  title: null,
  address: null,
  category: null,
  disposition: null,
  priority: null,
  channel: null,
  unit: null,
  regionId: null,
  point: null,
  reportedAt: instant(0),
  disposedAt: null,
  dueAt: null,
  flags: [],
  isLedHere: false,
  lead: null,
  also: [],
  tier: null,
  pending: null,
  notices: 0,
  isSupervised: false,
  ...change,
});
