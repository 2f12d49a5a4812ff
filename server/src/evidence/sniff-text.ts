import { isUtf8 } from 'node:buffer';
import { refuseKind, takeEvidence, type EvidenceOutcome } from './evidence-refusal.ts';
import type { SniffedKind } from './evidence-piece.ts';

/** Markup that a browser could run, wherever it stands in the beginning of a text. */
const ACTIVE = /<(?:script|svg|html|body|iframe|object|embed|\?php|!doctype\s+html)\b/i;
/** What begins with a tag, a declaration or a comment of markup. */
const MARKUP = /^<(?:[a-z!?/])/i;
const LOOKED_AT = 64 * 1024;

/** What begins as something else that is written in letters. */
const OTHER_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^#!/, 'a script'],
  [/^@?echo off\b/i, 'a script'],
  [/^\{\\rtf/, 'an RTF document'],
  [/^%!PS/, 'a PostScript document'],
  [/^(?:mime-version|content-type|return-path|received):/i, 'a saved message or web page'],
];

/** Controls that no text needs: all but tab, line feed, form feed and carriage return. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\0-\x08\x0b\x0e-\x1f\x7f]/;

/** The text that `bytes` are in UTF-8; null: they are none. */
export function plainText(bytes: Buffer): string | null {
  if (!isUtf8(bytes)) return null;
  const text = bytes.toString('utf8');
  return CONTROLS.test(text) ? null : text;
}

/** Plain text; what a program would read as more is refused. */
export function sniffText(text: string): EvidenceOutcome<SniffedKind> {
  const head = text
    .slice(0, LOOKED_AT)
    .replace(/^\ufeff/, '')
    .trimStart();
  const other = OTHER_TEXTS.find(([pattern]) => pattern.test(head))?.[1];
  const looksLike = other ?? (ACTIVE.test(head) || MARKUP.test(head) ? nameOfMarkup(head) : null);
  if (looksLike !== null) return refuseKind(looksLike, 'send a PDF or a picture of it');
  return takeEvidence({ mediaType: 'text/plain', kind: 'document' });
}

function nameOfMarkup(head: string): string {
  if (/<svg\b/i.test(head)) return 'an SVG drawing';
  if (/<\?php\b/i.test(head)) return 'a script';
  return /^<\?xml\b/i.test(head) && !ACTIVE.test(head) ? 'XML' : 'HTML';
}
