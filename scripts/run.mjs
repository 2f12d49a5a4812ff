// Every root script comes through here: `node scripts/run.mjs <task> [args…]`.
// This file must be read by any Node.js, so it only looks at the version and hands on.
const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.stderr.write(
    `citybrain: this is Node.js ${process.versions.node}; Node.js ${OLDEST_NODE} or newer is needed to begin with.\n` +
      `Install it from https://nodejs.org; citybrain then brings the Node.js it runs on by itself.\n`,
  );
  process.exitCode = 1;
} else {
  import('./bootstrap/main.mjs').then(({ main }) => main(process.argv.slice(2)));
}
