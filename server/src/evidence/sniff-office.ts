import { promisify } from 'node:util';
import { fromBuffer, type Entry, type Options, type ZipFile } from 'yauzl';
import { refuseEvidence, refuseKind, takeEvidence, type EvidenceOutcome } from './evidence-refusal.ts';
import type { SniffedKind } from './evidence-piece.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const MAX_ENTRIES = 5_000;
/** What an honest document unpacks to. Nothing is unpacked here, but whoever opens it does. */
const MAX_UNPACKED_BYTES = 500 * 1024 * 1024;
const MAX_UNPACKED_RATIO = 1_000;

const openZip = promisify<Buffer, Options, ZipFile>(fromBuffer);

/** A zip with the parts of a Word or Excel document and no macros; any other is an archive and refused. */
export async function sniffOffice(bytes: Buffer): Promise<EvidenceOutcome<SniffedKind>> {
  const entries = await listEntries(bytes).catch(() => null);
  if (entries === null) {
    return refuseEvidence(
      'evidence-unreadable',
      'The file begins like a zip or Office document but is broken: save it anew and send it again.',
    );
  }
  const names = new Set(entries.map(({ fileName }) => fileName));
  if (!names.has('[Content_Types].xml')) return refuseKind('a zip archive', 'unpack it and send what is in it');
  if (entries.length > MAX_ENTRIES || isBomb(entries, bytes.length)) {
    return refuseEvidence(
      'evidence-unreadable',
      'The document would unpack to far more than a document holds: print it to a PDF and send that.',
    );
  }
  if (entries.some(({ fileName }) => /(?:^|\/)vbaProject[^/]*\.bin$/i.test(fileName))) {
    return refuseKind('an Office document with macros', 'save it without macros and send it again');
  }
  if (names.has('word/document.xml')) return document('wordprocessingml.document');
  if (names.has('xl/workbook.xml')) return document('spreadsheetml.sheet');
  return refuseKind('an Office document that is neither Word nor Excel', 'print it to a PDF and send that');
}

const document = (type: 'wordprocessingml.document' | 'spreadsheetml.sheet'): EvidenceOutcome<SniffedKind> =>
  takeEvidence({ mediaType: `${OFFICE}.${type}`, kind: 'document' });

function isBomb(entries: readonly Entry[], packedBytes: number): boolean {
  const unpackedBytes = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  return unpackedBytes > MAX_UNPACKED_BYTES || unpackedBytes > MAX_UNPACKED_RATIO * packedBytes;
}

/** The central directory, up to one entry more than may be. @throws when it is broken, or names a path outside. */
async function listEntries(bytes: Buffer): Promise<Entry[]> {
  const zip = await openZip(bytes, { lazyEntries: true });
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
