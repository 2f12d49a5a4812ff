export * from './connection-state.ts';
export * from './hear-message.ts';
export * from './live-connection.ts';
export * from './live-transport.ts';
export * from './reconnect-delay.ts';
export * from './topic-book.ts';
export * from './topic-replica.ts';
export * from './web-socket-transport.ts';
