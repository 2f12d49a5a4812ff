import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { open, type Entry, type Options, type ZipFile } from 'yauzl';
import { reasonOf, unreadableFile } from './unreadable-file.ts';

/** What an honest table packs to: beyond either bound the archive is taken for a bomb. */
export const MAX_UNPACKED_BYTES = 8 * 1024 ** 3;
export const MAX_UNPACKED_RATIO = 250;

const MAX_ENTRIES = 1_000;

const openZip = promisify<string, Options, ZipFile>(open);

/**
 * The bytes of the only CSV file in a zip, as they are unpacked; never held as a
 * whole. The sizes that the archive states are bounded here and held to by yauzl.
 * @throws Fault FEED-102
 */
export async function openZippedCsv(path: string): Promise<Readable> {
  const name = basename(path);
  let zip: ZipFile | null = null;
  try {
    zip = await openZip(path, { lazyEntries: true, autoClose: false });
    const entry = chooseEntry(name, await listEntries(zip));
    const stream = await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry);
    stream.once('close', () => zip?.close());
    return stream;
  } catch (error) {
    zip?.close();
    if (error instanceof Error && error.name === 'Fault') throw error;
    throw unreadableFile(`${name} is a broken zip: ${reasonOf(error)}`, error);
  }
}

function listEntries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) resolve(entries);
      else zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', reject);
    zip.readEntry();
  });
}

function chooseEntry(zipName: string, entries: readonly Entry[]): Entry {
  const tables = entries.filter(({ fileName }) => /\.csv$/i.test(fileName) && !isByTheWay(fileName));
  const [entry, another] = tables;
  if (!entry) {
    const held = entries.slice(0, 3).map(({ fileName }) => fileName);
    throw unreadableFile(`${zipName} holds no .csv file${held.length > 0 ? `, only ${held.join(', ')}` : ''}`);
  }
  if (another) {
    const names = tables.slice(0, 5).map(({ fileName }) => fileName);
    throw unreadableFile(`${zipName} holds ${tables.length} CSV files (${names.join(', ')}): unpack it and name one`);
  }
  checkEntry(zipName, entry);
  return entry;
}

/** What macOS adds. */
const isByTheWay = (fileName: string): boolean => /(^|\/)(__MACOSX\/|\._)/.test(fileName);

function checkEntry(zipName: string, entry: Entry): void {
  const { fileName, uncompressedSize, compressedSize } = entry;
  if (entry.isEncrypted()) {
    throw unreadableFile(`${fileName} in ${zipName} is encrypted: unpack it with its password first`);
  }
  if (![0, 8].includes(entry.compressionMethod)) {
    throw unreadableFile(
      `${fileName} in ${zipName} is packed in a way (${entry.compressionMethod}) other than deflate`,
    );
  }
  const isBomb =
    uncompressedSize > MAX_UNPACKED_BYTES || uncompressedSize > MAX_UNPACKED_RATIO * Math.max(compressedSize, 1024);
  if (isBomb) {
    throw unreadableFile(
      `${fileName} in ${zipName} would unpack ${compressedSize} bytes to ${uncompressedSize}: that is no table. If it is, unpack it yourself`,
    );
  }
}
