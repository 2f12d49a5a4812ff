import { shapesOf, type Shape } from './shape.ts';

type Read = () => unknown;

const LIMIT: Shape['make'] = (read: Read) => ({ mode: read(), n: read(), unit: read() });
const PLACE: Shape['make'] = (read: Read) => ({ regionId: read(), point: read(), source: read() });
const HOLDING: Shape['make'] = (read: Read) => ({ phase: read(), unit: read(), from: read(), to: read() });
const CANDIDATE: Shape['make'] = (read: Read) => ({ basis: read(), ref: read(), limit: read(), dueAt: read() });

const CLOCK: Shape['make'] = (read: Read) => ({
  id: read(),
  kind: read(),
  unit: read(),
  startedAt: read(),
  stoppedAt: read(),
  basis: read(),
  ref: read(),
  limit: read(),
  extendedDays: read(),
  candidates: read(),
  dueAt: read(),
  warnAt: read(),
  purpleAt: read(),
  isProvisional: read(),
  calendar: read(),
});

const FACTS: Shape['make'] = (read: Read) => ({
  title: read(),
  text: read(),
  category: read(),
  demandKind: read(),
  disposition: read(),
  priority: read(),
  channel: read(),
  address: read(),
  unit: read(),
  dueAt: read(),
  place: read(),
  labels: read(),
});

const TICKET: Shape['make'] = (read: Read) => ({
  source: read(),
  sourceId: read(),
  status: read(),
  reportedAt: read(),
  disposedAt: read(),
  closedAt: read(),
  sourceUpdatedAt: read(),
  facts: read(),
  flags: read(),
  marks: read(),
  work: read(),
});

const WORK: Shape['make'] = (read: Read) => ({
  isLedHere: read(),
  isPatrol: read(),
  steppedAt: read(),
  acceptedAt: read(),
  registeredAt: read(),
  dispatchedAt: read(),
  signedAt: read(),
  firstResponseAt: read(),
  statusBefore: read(),
  condition: read(),
  aspect: read(),
  isEnterprise: read(),
  policy: read(),
  centre: read(),
  desk: read(),
  lead: read(),
  leader: read(),
  disposedBy: read(),
  holdings: read(),
  clocks: read(),
  pauses: read(),
  suspension: read(),
  suspensions: read(),
  suspensionRequest: read(),
  dispatches: read(),
  returns: read(),
  isReturnLocked: read(),
  returnRequest: read(),
  extensions: read(),
  extendedDays: read(),
  extensionRequest: read(),
  dispositionAt: read(),
  isRaised: read(),
  contactAttempts: read(),
  tasks: read(),
  whistles: read(),
  notices: read(),
  proposals: read(),
  climbed: read(),
  evidence: read(),
  reworks: read(),
  redos: read(),
  reopenings: read(),
  callbacks: read(),
  isAppealed: read(),
  appealRequest: read(),
  exemption: read(),
  mergedInto: read(),
  members: read(),
  isCallerAnswered: read(),
  keys: read(),
});

const BRIEF: Shape['make'] = (read: Read) => ({
  id: read(),
  regionIndex: read(),
  isOpen: read(),
  runsOutAt: read(),
  reportedAt: read(),
  isProvisional: read(),
  brokeAt: read(),
  until: read(),
  timedAt: read(),
  repeats: read(),
  standings: read(),
  standingAt: read(),
});

/** What tickets are made of, by the hundred thousand. What is not among them is read as well, only slower. */
export const TICKET_SHAPES = shapesOf([LIMIT, PLACE, HOLDING, CANDIDATE, CLOCK, FACTS, TICKET, WORK, BRIEF]);
