import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A program that drains for a while after its first signal, then ends with 7. */
const DRAINING = `
  let signals = 0;
  process.on('SIGINT', () => {
    signals += 1;
    if (signals === 1) setTimeout(() => { console.log('signals: ' + signals); process.exit(7); }, 300);
  });
  setInterval(() => {}, 1000);
  console.log('ready');
`;

const wrapperOf = (program: string): string => `
  import { runChild } from ${JSON.stringify(join(import.meta.dirname, 'child.mjs'))};
  const { code, stopped } = await runChild(process.execPath, ['-e', ${JSON.stringify(program)}], { cwd: '.', env: process.env });
  console.log('stopped: ' + stopped);
  process.exitCode = code;
`;

describe('runChild', () => {
  it('hands on a Ctrl-C that arrives twice as one signal, waits, and ends with the exit code of the program', async () => {
    const wrapper = spawn(process.execPath, ['--input-type=module', '-e', wrapperOf(DRAINING)]);
    let output = '';
    const closed = once(wrapper, 'close');
    wrapper.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (!text.includes('ready')) return;
      wrapper.kill('SIGINT');
      setTimeout(() => wrapper.kill('SIGINT'), 50);
    });
    expect(await closed).toEqual([7, null]);
    expect(output).toBe('ready\nsignals: 1\nstopped: true\n');
  });

  it('says that a program was ended by a signal as a shell does', async () => {
    const wrapper = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      wrapperOf("process.kill(process.pid, 'SIGKILL')"),
    ]);
    expect(await once(wrapper, 'close')).toEqual([137, null]);
  });

  it('does not leave a program behind when it is killed itself', async () => {
    const endWithParent = JSON.stringify(join(import.meta.dirname, 'end-with-parent.mjs'));
    const program = `import(${endWithParent}).then(() => console.log('ready')); setInterval(() => {}, 1000);`;
    const wrapper = spawn(process.execPath, ['--input-type=module', '-e', wrapperOf(program)]);
    await once(wrapper.stdout, 'data');
    wrapper.kill('SIGKILL');
    // The pipe closes when the last of the two is gone.
    await once(wrapper.stdout, 'close');
  });
});
