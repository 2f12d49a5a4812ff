import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { BIN_DIRECTORY, CACHE_DIRECTORY } from './workspace.mjs';

/** Settings of the outer npm that say nothing to the inner one but make it complain. */
const NOISY =
  /^npm_(config_(_jsr_registry|verify_deps_before_run|npm_globalconfig|node_gyp|local_prefix|global_prefix|init_module|npm_version|user_agent|prefix|noproxy|workspaces?|include_workspace_root|if_present|ignore_scripts|loglevel|silent|json)$|lifecycle_|package_)/i;

/**
 * The environment for the install: the caller's, without what an outer `npm run`
 * adds, never asking a question, and with a home and caches that can be written.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ env: NodeJS.ProcessEnv, note: string | null }}
 */
export function installEnvironment(environment) {
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => !NOISY.test(name)));
  Object.assign(env, {
    CI: 'true',
    npm_config_yes: 'true',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    // Without a network npm would go on trying for more than a minute.
    npm_config_fetch_retry_mintimeout: '2000',
    npm_config_fetch_retry_maxtimeout: '10000',
    pnpm_config_confirm_modules_purge: 'false',
    pnpm_config_update_notifier: 'false',
  });
  // The install replaces the pinned Node.js, so it runs on the one that is there without it.
  env['PATH'] = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((directory) => directory !== BIN_DIRECTORY)
    .join(delimiter);
  // A production setting of the caller must not leave out the tools that build the web.
  delete env['NODE_ENV'];
  delete env['npm_config_production'];
  delete env['npm_config_omit'];
  const registry = env['npm_config_registry'];
  if (registry !== undefined && env['pnpm_config_registry'] === undefined) env['pnpm_config_registry'] = registry;
  return { env, note: withWritableHome(env) };
}

/**
 * npm and pnpm keep caches at home; where there is none to write to, the clone holds them.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | null}
 */
function withWritableHome(env) {
  const home = env['HOME'] ?? homedir();
  if (isWritable(home)) return null;
  const substitute = join(CACHE_DIRECTORY, 'home');
  mkdirSync(substitute, { recursive: true });
  const userConfig = env['npm_config_userconfig'] ?? join(home, '.npmrc');
  Object.assign(env, {
    HOME: substitute,
    npm_config_userconfig: userConfig,
    npm_config_cache: join(substitute, '.npm'),
  });
  for (const name of ['XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'PNPM_HOME'])
    delete env[name];
  return `the home directory ${home} cannot be written; caches go to .cache/home in this clone`;
}

/** @param {string} directory */
function isWritable(directory) {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
