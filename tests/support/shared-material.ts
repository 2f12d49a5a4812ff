import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';

/** Real material stands beside a clone, never in it: it is large and not ours to give away. */
const SHARED_DATA = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

/** The absolute path of a file or folder of the shared material, or null where there is none. */
export function sharedMaterial(relativePath: string): string | null {
  const path = join(SHARED_DATA, relativePath);
  return existsSync(path) ? path : null;
}

/**
 * A `describe` whose tests read shared material. Where it is missing the tests are
 * skipped by name, and the reason is printed.
 * @param body is called once with the absolute path; a skipped suite is collected too, so read files inside tests
 */
export function describeWithShared(name: string, relativePath: string, body: (path: string) => void): void {
  const path = sharedMaterial(relativePath);
  if (path !== null) {
    describe(name, () => body(path));
    return;
  }
  const reason = `../shared/data/${relativePath} is not there`;
  console.warn(`skipping "${name}": ${reason}`);
  describe.skip(`${name} (${reason})`, () => body(join(SHARED_DATA, relativePath)));
}
