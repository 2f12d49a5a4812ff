import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the built web app lies. */
export const WEB_DIRECTORY = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Tells screens whether the web app they run is the one that is served. */
export function webBundle(): string {
  const page = join(WEB_DIRECTORY, 'index.html');
  return existsSync(page) ? createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 16) : 'none';
}
