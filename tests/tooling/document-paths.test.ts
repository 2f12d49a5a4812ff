import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT });

/** A path of the repository in code face, such as `server/src/city.ts`; a file named `x` stands for any. */
const CODE_PATH = /`((?:packages|server|web|scripts|tests|docs)\/(?![\w./-]*\/x\.)[\w./-]+)`/g;
/** Links to files; pictures are left out. */
const LINK = /(?<!!\[[^\]]*)\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g;

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the documents', () => {
  it.each(DOCUMENTS)('%s names only paths that exist', (document) => {
    const text = readFileSync(join(ROOT, document), 'utf8');
    const paths = [
      ...found(text, CODE_PATH).map((path) => join(ROOT, path)),
      ...found(text, LINK).map((link) => join(ROOT, dirname(document), link)),
    ];
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});
