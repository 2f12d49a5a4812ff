import { PNPM_VERSION } from './pins.mjs';

/** @type {readonly { readonly when: RegExp, readonly remedy: string }[]} */
const KNOWN = [
  {
    when: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|META_FETCH_FAIL|dns error|error sending request|network/i,
    remedy:
      'The npm registry cannot be reached. Check the network (or HTTPS_PROXY, or `npm config get registry` for a mirror) and run the same command again; what was fetched is kept.',
  },
  {
    when: /CERT_|self[- ]signed certificate|UNABLE_TO_(GET|VERIFY)/i,
    remedy:
      'The registry’s certificate is not trusted. Name the company’s authority in NODE_EXTRA_CA_CERTS or `npm config set cafile`.',
  },
  {
    when: /OUTDATED_LOCKFILE|frozen-lockfile/i,
    remedy: `A package.json and pnpm-lock.yaml disagree. Run \`npx -y pnpm@${PNPM_VERSION} install\` and commit the lockfile.`,
  },
  {
    when: /ENOSPC|No space left/i,
    remedy: 'The disk is full. About 1.5 GB are needed in the clone and in the caches of npm and pnpm.',
  },
  {
    when: /EACCES|EPERM|EROFS|Permission denied|Read-only file system/i,
    remedy: 'A file or folder cannot be written. Check who owns this clone and the caches in the home directory.',
  },
  {
    when: /\b(E401|E403|E404|ERR_PNPM_FETCH_40[134])\b/,
    remedy: 'The registry refuses a package. Check `npm config get registry` and its token.',
  },
  { when: /spawn npx ENOENT/, remedy: 'npm is not installed beside Node.js: `npx` is not on PATH.' },
];

/** What a person can do about a failed install, judged by what it said. @param {string} output */
export function remedyFor(output) {
  const known = KNOWN.find(({ when }) => when.test(output));
  return known?.remedy ?? 'The output above says why. After mending it, run the same command again.';
}

const NOISE = [
  /\bnpm (warn|notice)\b.*(Unknown (env|user|project|global|builtin|cli) config|EBADENGINE|deprecated|New (major|minor|patch) version)/i,
  /^npm notice\b/,
  /Unsupported engine/i,
  /^\s*$/,
];

/** True for lines that say nothing about this install. @param {string} line */
export const isNoise = (line) => NOISE.some((pattern) => pattern.test(line));
