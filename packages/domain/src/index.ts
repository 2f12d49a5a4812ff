export * from './brand.ts';
export * from './instant.ts';
export * from './region.ts';
export * from './region-tree.ts';
