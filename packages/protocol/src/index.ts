export * from './evidence.ts';
export * from './feed-items.ts';
export * from './intake-answer.ts';
export * from './live-messages.ts';
export * from './organisation.ts';
export * from './rest.ts';
export * from './topics.ts';
