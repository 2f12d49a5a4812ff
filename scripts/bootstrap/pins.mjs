/** The pnpm that installs the workspace; its one place. Node.js is pinned in the root package.json. */
export const PNPM_VERSION = '12.21.0';
