export * from './connection-state.ts';
export * from './live-connection.ts';
export * from './live-transport.ts';
export * from './reconnect-delay.ts';
export * from './topic-book.ts';
export * from './topic-replica.ts';
