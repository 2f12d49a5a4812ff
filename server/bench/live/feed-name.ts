/** The feed that the benches write. */
export const FEED = 'bench-live';
