import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CommandRunner } from './command-runner.ts';
import { renderErrors } from './render-errors.ts';

const runner = new CommandRunner();
runner.stopOnSignals();
writeFileSync(fileURLToPath(new URL('../../docs/errors.md', import.meta.url)), renderErrors());
const { code } = await runner.run('prettier', ['--write', '.', '--log-level', 'warn'], { visible: true });
process.exitCode = code;
