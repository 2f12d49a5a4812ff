/** How a file begins that is not taken, and what it is called in the refusal. */
interface RefusedSignature {
  readonly starts: string;
  readonly at?: number;
  readonly looksLike: string;
}

/** Bytes as Latin-1 letters. The longest match counts. */
const REFUSED: readonly RefusedSignature[] = [
  { starts: 'MZ', looksLike: 'a Windows program' },
  { starts: '\x7fELF', looksLike: 'a Linux program' },
  { starts: '\xfe\xed\xfa', looksLike: 'a macOS program' },
  { starts: '\xcf\xfa\xed\xfe', looksLike: 'a macOS program' },
  { starts: '\xce\xfa\xed\xfe', looksLike: 'a macOS program' },
  { starts: '\xca\xfe\xba\xbe', looksLike: 'a Java or macOS program' },
  { starts: '\0asm', looksLike: 'a WebAssembly program' },
  { starts: 'dex\n', looksLike: 'an Android program' },
  { starts: 'L\0\0\0\x01\x14\x02\0', looksLike: 'a Windows shortcut' },
  { starts: 'Rar!\x1a\x07', looksLike: 'a RAR archive' },
  { starts: '7z\xbc\xaf\x27\x1c', looksLike: 'a 7z archive' },
  { starts: '\x1f\x8b', looksLike: 'a gzip archive' },
  { starts: 'BZh', looksLike: 'a bzip2 archive' },
  { starts: '\xfd7zXZ\0', looksLike: 'an xz archive' },
  { starts: '\x28\xb5\x2f\xfd', looksLike: 'a Zstandard archive' },
  { starts: 'MSCF', looksLike: 'a CAB archive' },
  { starts: 'ustar', at: 257, looksLike: 'a tar archive' },
  { starts: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', looksLike: 'an old (.doc, .xls, .ppt) or encrypted Office document' },
  { starts: 'GIF8', looksLike: 'a GIF image' },
  { starts: 'BM', looksLike: 'a BMP image' },
  { starts: 'II*\0', looksLike: 'a TIFF image' },
  { starts: 'MM\0*', looksLike: 'a TIFF image' },
  { starts: '8BPS', looksLike: 'a Photoshop image' },
  { starts: '\xff\x0a', looksLike: 'a JPEG XL image' },
  { starts: 'OggS', looksLike: 'an Ogg recording' },
  { starts: '\x1a\x45\xdf\xa3', looksLike: 'a Matroska or WebM video' },
  { starts: 'FLV\x01', looksLike: 'a Flash video' },
  { starts: 'ID3', looksLike: 'an MP3 recording' },
  { starts: '#!AMR', looksLike: 'an AMR recording' },
  { starts: 'RIFF', looksLike: 'a WAV recording or an AVI video' },
  { starts: 'SQLite format 3\0', looksLike: 'a database' },
];

/** What `bytes`, which are not text, begin like, if that is known and not taken. */
export function refusedSignature(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 300);
  const matching = REFUSED.filter(({ starts, at = 0 }) => head.startsWith(starts, at));
  const longest = matching.sort((a, b) => b.starts.length - a.starts.length)[0];
  return longest?.looksLike ?? null;
}
