import { MAX_EVIDENCE_NAME_LENGTH } from '@citybrain/protocol';
import type { EvidenceMediaType } from '@citybrain/protocol';

/** The first is added to a name that ends in none of them. */
const EXTENSIONS: Readonly<Record<EvidenceMediaType, readonly [string, ...string[]]>> = {
  'image/jpeg': ['.jpg', '.jpeg', '.jpe', '.jfif'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/heic': ['.heic', '.heif'],
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'text/plain': ['.txt', '.text', '.csv', '.tsv', '.log', '.md', '.json'],
};

/** Controls, invisible formatting (overrides of direction among it), private and lone surrogate code points. */
const UNSEEN = /\p{C}/gu;
const LINE_BREAKS = /[\s\u2028\u2029]+/gu;
/** Not for names of files somewhere. */
const RESERVED = /[<>:"|?*]/g;

/**
 * The name under which a piece is shown and saved: the last part of a path,
 * without what can't be seen or what systems reserve, at most
 * {@link MAX_EVIDENCE_NAME_LENGTH} characters, and ending as its content does,
 * so that nothing that is saved runs as something else.
 */
export function evidenceName(given: string | undefined, mediaType: EvidenceMediaType): string {
  const [extension] = EXTENSIONS[mediaType];
  const last = (given ?? '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const seen = last.replace(LINE_BREAKS, ' ').replace(UNSEEN, '').replace(RESERVED, '_');
  const trimmed = seen.replace(/^[\s.]+|[\s.]+$/g, '');
  if (trimmed === '') return `${mediaType.startsWith('image/') ? 'photo' : 'document'}${extension}`;
  const own = EXTENSIONS[mediaType].find((one) => trimmed.toLowerCase().endsWith(one));
  const stem = own === undefined ? trimmed : trimmed.slice(0, -own.length);
  const end = own === undefined ? extension : trimmed.slice(-own.length);
  return cut(stem || 'file', MAX_EVIDENCE_NAME_LENGTH - end.length) + end;
}

/** Never through the middle of a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}
