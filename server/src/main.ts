import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Stripping the types of a thousand files and compiling them is most of the start of an empty server.
enableCompileCache(fileURLToPath(new URL('../../.cache/compile', import.meta.url)));

const { argv } = process;
if (argv[2] === 'clock') {
  const { runClockCli } = await import('./cli/run-clock-cli.ts');
  process.exitCode = await runClockCli(argv);
} else {
  const { runCli } = await import('./cli/run-cli.ts');
  // Now, and not at the end: a server may be killed.
  flushCompileCache();
  process.exitCode = await runCli(argv);
}
