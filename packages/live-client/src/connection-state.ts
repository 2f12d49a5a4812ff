/**
 * Where a live connection stands, as a full table.
 *
 *              hello   tick          silence        drop           end
 * connecting   live    connecting    reconnecting   reconnecting   ended
 * live         live    live          stale          reconnecting   ended
 * stale        stale   live          reconnecting   reconnecting   ended
 * reconnecting live    reconnecting  reconnecting   reconnecting   ended
 * ended        ended   ended         ended          ended          ended
 *
 * hello    the server greeted a new connection
 * tick     the server vouched for the picture
 * silence  nothing was heard for as long as the state is patient
 * drop     the connection closed, could not be opened, or the server is stopping
 * end      the session or token is over, or the owner of the connection stopped it
 *
 * `reconnecting` has no way out but success and the end: it tries for ever.
 */
export const CONNECTION_STATES = ['connecting', 'live', 'stale', 'reconnecting', 'ended'] as const;
export type ConnectionStateName = (typeof CONNECTION_STATES)[number];

export const CONNECTION_EVENTS = ['hello', 'tick', 'silence', 'drop', 'end'] as const;
export type ConnectionEvent = (typeof CONNECTION_EVENTS)[number];

type Row = { readonly [Event in ConnectionEvent]: ConnectionStateName };

const lost = { silence: 'reconnecting', drop: 'reconnecting', end: 'ended' } as const;

export const CONNECTION_TRANSITIONS: { readonly [State in ConnectionStateName]: Row } = {
  connecting: { ...lost, hello: 'live', tick: 'connecting' },
  live: { ...lost, hello: 'live', tick: 'live', silence: 'stale' },
  stale: { ...lost, hello: 'stale', tick: 'live' },
  reconnecting: { ...lost, hello: 'live', tick: 'reconnecting' },
  ended: { hello: 'ended', tick: 'ended', silence: 'ended', drop: 'ended', end: 'ended' },
};
