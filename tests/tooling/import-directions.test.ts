import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkImports } from '../../scripts/checks/check-imports.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A small workspace with the packages `domain` and `protocol`, and the given files. */
function workspaceWith(files: Readonly<Record<string, string>>): string {
  const root = temporaryDirectory();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  mkdirSync(join(root, 'node_modules', '@citybrain'), { recursive: true });
  for (const name of ['domain', 'protocol']) {
    write(`packages/${name}/package.json`, `{ "name": "@citybrain/${name}", "exports": { ".": "./src/index.ts" } }`);
    write(`packages/${name}/src/index.ts`, 'export const one = 1;\n');
    symlinkSync(join('..', '..', 'packages', name), join(root, 'node_modules', '@citybrain', name));
  }
  for (const [path, text] of Object.entries(files)) write(path, text);
  return root;
}

const problemsOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await checkImports(workspaceWith(files))).problems;

describe('import directions', () => {
  it('lets a stage import what the table allows', async () => {
    const files = {
      'packages/protocol/src/index.ts': "export { one } from '@citybrain/domain';\n",
      'server/src/log/event-log.ts': "import { one } from '@citybrain/domain';\nexport const two = one;\n",
      'server/src/views/view.ts': "import { two } from '../log/event-log.ts';\nexport const three = two;\n",
    };
    expect(await problemsOf(files)).toEqual([]);
  });

  it.each([
    ['the domain from npm', 'packages/domain/src/a.ts', "import 'vue';", {}],
    ['the domain from Node.js', 'packages/domain/src/a.ts', "import 'node:fs';", {}],
    ['a package from a sibling by its name', 'packages/domain/src/a.ts', "import '@citybrain/protocol';", {}],
    [
      'a type alone',
      'packages/domain/src/a.ts',
      "import type { one } from '@citybrain/protocol';\nexport type A = typeof one;",
      {},
    ],
    ['a feed from the log', 'server/src/feeds/http/a.ts', "import '../../log/b.ts';", { 'server/src/log/b.ts': '' }],
    [
      'a feed from another feed',
      'server/src/feeds/http/a.ts',
      "import '../mqtt/b.ts';",
      { 'server/src/feeds/mqtt/b.ts': '' },
    ],
    [
      'views from more than the port of the log',
      'server/src/views/a.ts',
      "import '../log/b.ts';",
      { 'server/src/log/b.ts': '' },
    ],
    ['http from compose', 'server/src/http/a.ts', "import '../compose.ts';", { 'server/src/compose.ts': '' }],
    [
      'a package from the server',
      'packages/protocol/src/a.ts',
      "import '../../../server/src/main.ts';",
      { 'server/src/main.ts': '' },
    ],
    [
      'the web from the server',
      'web/src/live/a.ts',
      "import '../../../server/src/main.ts';",
      { 'server/src/main.ts': '' },
    ],
    ['a folder that has no row', 'server/src/misc/a.ts', "import '../log/b.ts';", { 'server/src/log/b.ts': '' }],
  ])('refuses %s', async (_what, file, text, others) => {
    const problems = await problemsOf({ ...others, [file]: `${text}\n` });
    expect(problems.filter((problem) => problem.startsWith(file))).not.toEqual([]);
  });

  it('reads the imports of Vue components', async () => {
    const panel =
      '<script setup lang="ts">\nimport Queue from \'../queue/QueuePanel.vue\';\n</script>\n<template><Queue /></template>\n';
    const problems = await problemsOf({
      'web/src/panels/map/MapPanel.vue': panel,
      'web/src/panels/queue/QueuePanel.vue': '<template><p>queue</p></template>\n',
    });
    expect(problems).toEqual([
      'web/src/panels/map/MapPanel.vue → web/src/panels/queue/QueuePanel.vue (imports of web/src/panels/<one>)',
    ]);
  });

  it('refuses modules that need each other, but not types that do', async () => {
    const typeCycle = {
      'server/src/log/a.ts': "import type { B } from './b.ts';\nexport interface A { b: B }\n",
      'server/src/log/b.ts': "import type { A } from './a.ts';\nexport interface B { a: A }\n",
    };
    expect(await problemsOf(typeCycle)).toEqual([]);
    const cycle = {
      'server/src/log/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
      'server/src/log/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    };
    expect(await problemsOf(cycle)).not.toEqual([]);
  });

  it('exempts tests', async () => {
    const files = {
      'packages/domain/src/a.test.ts': "import { it } from 'vitest';\nimport '@citybrain/protocol';\nit('x');\n",
    };
    const problems = await problemsOf(files);
    expect(problems.filter((problem) => !problem.includes('leads nowhere'))).toEqual([]);
  });

  it('fails when nothing was read', async () => {
    const root = temporaryDirectory();
    mkdirSync(join(root, 'packages'));
    const { problems } = await checkImports(root);
    expect(problems).toEqual(['no module was read: the scanner does not understand the sources']);
  });
});
