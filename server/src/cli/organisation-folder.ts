import { access, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ORGANISATION_TABLES } from '@citybrain/domain';
import { Fault } from '../observe/fault.ts';
import { ORGANISATION_FILES, type OrganisationTexts } from '../organisation/organisation-files.ts';
import type { OrganisationFileProblem } from '../organisation/read-organisation-table.ts';

/** Some hundred thousand rows. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

export type OrganisationFolder =
  | { readonly ok: true; readonly texts: OrganisationTexts }
  | { readonly ok: false; readonly problems: readonly OrganisationFileProblem[] };

/** The five files of a folder. @throws Fault FEED-102 when the folder can't be read */
export async function readOrganisationFolder(folder: string): Promise<OrganisationFolder> {
  const found = await stat(folder).catch((error: unknown) => {
    throw new Fault('FEED-102', (error as Error).message, { cause: error });
  });
  if (!found.isDirectory())
    throw new Fault('FEED-102', `${basename(folder)} is a file: name the folder that it lies in`);
  const texts: Record<string, string> = {};
  const problems: OrganisationFileProblem[] = [];
  for (const table of ORGANISATION_TABLES) {
    const file = ORGANISATION_FILES[table];
    const read = await readText(join(folder, file));
    if (read.ok) texts[table] = read.text;
    else problems.push({ file, line: 1, column: null, message: read.message });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, texts: texts as unknown as OrganisationTexts };
}

/** Writes the five files; makes the folder. Answers why not; null: it is done. */
export async function writeOrganisationFolder(
  folder: string,
  texts: OrganisationTexts,
  mayReplace: boolean,
): Promise<string | null> {
  try {
    await mkdir(folder, { recursive: true });
    for (const table of mayReplace ? [] : ORGANISATION_TABLES) {
      const path = join(folder, ORGANISATION_FILES[table]);
      if (await isThere(path)) return `${path} is there already: name another folder, or replace it with --force`;
    }
    for (const table of ORGANISATION_TABLES) await writeFile(join(folder, ORGANISATION_FILES[table]), texts[table]);
    return null;
  } catch (error) {
    return `${(error as Error).message}: name a folder that can be written to`;
  }
}

type ReadText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

async function readText(path: string): Promise<ReadText> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) return { ok: false, message: 'the file is larger than 32 MiB: is it the right one?' };
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, message: 'the file is not UTF-8: save it as CSV UTF-8' };
    const isMissing = (error as { code?: string }).code === 'ENOENT';
    const message = 'the file is missing: add it, with its header alone where there are no rows';
    return { ok: false, message: isMissing ? message : (error as Error).message };
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
