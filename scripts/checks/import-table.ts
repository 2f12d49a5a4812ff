/**
 * Who may import whom. Arrows point from edge to core; between stages of the
 * pipeline only a stage's port crosses; web and server meet only in packages.
 * A folder may always import itself. Tests are exempt: they may reach anything.
 */

/** One row: files under `from` may import, of our own code, only themselves and `may`. */
export interface ImportRow {
  readonly name: string;
  /** Regular expression over the path from the repository root; may hold one group, used as `$1`. */
  readonly from: string;
  /** What counts as "itself". */
  readonly self: string;
  readonly may: readonly string[];
  /** False: not even npm packages or Node.js modules. */
  readonly npm?: boolean;
}

const packageSource = (name: string): string => `^packages/${name}/src/`;
const serverFolder = (name: string): string => `^server/src/${name}/`;
const webFolder = (name: string): string => `^web/src/${name}/`;

const DOMAIN = packageSource('domain');
const GEO = packageSource('geo');
const PROTOCOL = packageSource('protocol');
const LIVE_CLIENT = packageSource('live-client');
const ANY_PACKAGE = '^packages/';

/** Everyone in the server may report what happens and name a fault. */
const OBSERVE = serverFolder('observe');
const ERROR_CODES = '^server/src/error-codes\\.ts$';
const SERVER_COMMON = [OBSERVE, ERROR_CODES];
const EVENT_LOG_PORT = '^server/src/log/event-log\\.ts$';
const DUTY_GUARD = '^server/src/log/duty-guard\\.ts$';
const VIEW_PORT = '^server/src/views/view\\.ts$';
const SUBMIT_PORT = '^server/src/commands/submit\\.ts$';
const TOPIC_PORT = '^server/src/push/topic\\.ts$';
const ACCESS = serverFolder('access');
const LOG = serverFolder('log');
const SERVER_BUT_ROOTS = '^server/src/(?!compose\\.ts|config\\.ts|main\\.ts)';

const packageRow = (name: string, may: readonly string[]): ImportRow => ({
  name: `packages/${name}`,
  from: packageSource(name),
  self: packageSource(name),
  may,
});

const serverRow = (name: string, may: readonly string[]): ImportRow => ({
  name: `server/src/${name}`,
  from: serverFolder(name),
  self: serverFolder(name),
  may: [...SERVER_COMMON, ...may],
});

const webRow = (name: string, may: readonly string[]): ImportRow => ({
  name: `web/src/${name}`,
  from: webFolder(name),
  self: webFolder(name),
  may,
});

const PACKAGE_ROWS: readonly ImportRow[] = [
  { ...packageRow('domain', []), npm: false },
  packageRow('protocol', [DOMAIN]),
  packageRow('geo', [DOMAIN]),
  packageRow('calendar', [DOMAIN]),
  packageRow('live-client', [DOMAIN, PROTOCOL]),
  packageRow('simulator', [DOMAIN, GEO, PROTOCOL]),
];

const SERVER_ROWS: readonly ImportRow[] = [
  serverRow('log', [DOMAIN]),
  {
    name: 'server/src/feeds/<kind>',
    from: '^server/src/feeds/([^/]+)/',
    self: '^server/src/feeds/($1/|[^/]+$)',
    may: [...SERVER_COMMON, DOMAIN, GEO, PROTOCOL, SUBMIT_PORT],
  },
  {
    name: 'server/src/feeds',
    from: '^server/src/feeds/[^/]+$',
    self: '^server/src/feeds/[^/]+$',
    may: [...SERVER_COMMON, DOMAIN, GEO, PROTOCOL, SUBMIT_PORT],
  },
  serverRow('commands', [DOMAIN, EVENT_LOG_PORT, DUTY_GUARD, ACCESS]),
  serverRow('views', [DOMAIN, EVENT_LOG_PORT]),
  serverRow('push', [DOMAIN, PROTOCOL, VIEW_PORT, ACCESS]),
  serverRow('history', [DOMAIN, PROTOCOL, LOG, ACCESS, VIEW_PORT, TOPIC_PORT]),
  serverRow('evidence', [DOMAIN, PROTOCOL, LOG, ACCESS]),
  serverRow('briefing', [DOMAIN, PROTOCOL, LOG, ACCESS, VIEW_PORT, TOPIC_PORT]),
  serverRow('backup', [DOMAIN, LOG]),
  serverRow('access', [DOMAIN, PROTOCOL, LOG]),
  serverRow('organisation', [DOMAIN]),
  serverRow('snapshots', [DOMAIN, EVENT_LOG_PORT, serverFolder('views')]),
  { ...serverRow('observe', []), may: [DOMAIN, ERROR_CODES] },
  serverRow('http', [SERVER_BUT_ROOTS, ANY_PACKAGE]),
  serverRow('cli', [SERVER_BUT_ROOTS, '^server/src/(compose|config)\\.ts$', ANY_PACKAGE]),
  { name: 'server/src/error-codes.ts', from: ERROR_CODES, self: ERROR_CODES, may: [] },
  {
    name: 'server/src/config.ts',
    from: '^server/src/config\\.ts$',
    self: '^server/src/config\\.ts$',
    may: [DOMAIN, PROTOCOL, ...SERVER_COMMON],
  },
  {
    name: 'server/src/lifecycle.ts',
    from: '^server/src/lifecycle\\.ts$',
    self: '^server/src/lifecycle\\.ts$',
    may: SERVER_COMMON,
  },
  // What compose.ts wires is cut into parts beside it; no folder may import them but http and cli.
  {
    name: 'server/src/*.ts',
    from: `${SERVER_BUT_ROOTS}(?!config|lifecycle|error-codes)[^/]+$`,
    self: SERVER_BUT_ROOTS,
    may: [ANY_PACKAGE, '^server/package\\.json$'],
  },
  {
    name: 'server/src/compose.ts and main.ts',
    from: '^server/src/(compose|main)\\.ts$',
    self: '^server/',
    may: [ANY_PACKAGE],
  },
  { name: 'server/bench', from: '^server/bench/', self: '^server/', may: [ANY_PACKAGE] },
];

const PANEL_PARTS = [DOMAIN, ...['live', 'charts', 'maps', 'ui'].map(webFolder)];
const SCREEN_PARTS = ['panels', 'live', 'ui', 'i18n'].map(webFolder);

const WEB_ROWS: readonly ImportRow[] = [
  webRow('ui', [DOMAIN]),
  webRow('charts', [DOMAIN, webFolder('ui')]),
  webRow('maps', [DOMAIN, webFolder('ui')]),
  webRow('live', [DOMAIN, PROTOCOL, LIVE_CLIENT]),
  webRow('i18n', [DOMAIN]),
  { name: 'web/src/panels/<one>', from: '^web/src/panels/([^/]+)/', self: '^web/src/panels/$1/', may: PANEL_PARTS },
  webRow('screens', SCREEN_PARTS),
  webRow('app', [...SCREEN_PARTS, webFolder('screens')]),
  { name: 'web/src/*', from: '^web/src/[^/]+$', self: '^web/src/[^/]+$', may: ['app', 'i18n', 'ui'].map(webFolder) },
];

/** The whole table, from STYLE of the house; the only place where it is written down for the tools. */
export const IMPORT_TABLE: readonly ImportRow[] = [...PACKAGE_ROWS, ...SERVER_ROWS, ...WEB_ROWS];

/** Our own code; everything else is npm or Node.js. */
export const OWN_CODE = '^(packages|server|web|tests|scripts)/';

/** Files that need no row: tests, what only tests use, examples, and the settings of build tools. */
export const EXEMPT_FILES =
  '(\\.(test|contract|bench)\\.ts$)|(/test-kit/)|(^packages/[^/]+/examples/)|(\\.config\\.[jt]s$)';
