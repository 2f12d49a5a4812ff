import { sliceElements } from './json-slices.ts';
import { itemFault, type ItemFault } from './rejection.ts';

/** One item of a request, before any check. */
export interface RawItem {
  /** Position among the items of its request, from 0. */
  readonly index: number;
  readonly value: unknown;
  /** Set when the item could not even be read. */
  readonly fault: ItemFault | null;
  /** The item as it came, for quarantine. */
  readonly raw: () => Buffer;
}

/** The body as a whole can't be read: nothing of it was taken. */
export class UnreadableBody extends Error {
  readonly code: 'not-utf8' | 'not-json' | 'too-many-items';

  constructor(code: UnreadableBody['code'], message: string) {
    super(message);
    this.name = 'UnreadableBody';
    this.code = code;
  }
}

/** A JSON array of items, or one item. @throws UnreadableBody */
export function readJsonItems(body: Buffer, maxItems: number): RawItem[] {
  const text = decode(body);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new UnreadableBody('not-json', `the body is not JSON: ${reasonOf(error)}`);
  }
  if (!Array.isArray(parsed)) return [{ index: 0, value: parsed, fault: null, raw: () => Buffer.from(text.trim()) }];
  checkCount(parsed.length, maxItems);
  // Cut only when an item is refused, and then once for all.
  let slices: string[] | null = null;
  return parsed.map((value: unknown, index) => ({
    index,
    value,
    fault: null,
    raw: () => Buffer.from((slices ??= sliceElements(text))[index] ?? ''),
  }));
}

/** One item a line; empty lines are passed over, a broken line is one refused item. @throws UnreadableBody */
export function readLineItems(body: Buffer, maxItems: number): RawItem[] {
  const lines = decode(body)
    .split('\n')
    .map((text, at) => ({ text: text.trim(), lineNumber: at + 1 }))
    .filter(({ text }) => text !== '');
  checkCount(lines.length, maxItems);
  return lines.map(({ text, lineNumber }, index) => {
    const raw = (): Buffer => Buffer.from(text);
    try {
      return { index, value: JSON.parse(text) as unknown, fault: null, raw };
    } catch (error) {
      const fault = itemFault('not-json', `line ${lineNumber} is not JSON: ${reasonOf(error)}`);
      return { index, value: null, fault, raw };
    }
  });
}

/** The parser quotes the text at fault, which may hold what no store can. */
const reasonOf = (error: unknown): string => (error as Error).message.replaceAll('\u0000', '\uFFFD').toWellFormed();

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new UnreadableBody('not-utf8', 'the body is not UTF-8: convert it (for instance from GBK) and send it again');
  }
}

function checkCount(count: number, maxItems: number): void {
  if (count > maxItems) {
    throw new UnreadableBody('too-many-items', `${count} items in one request: send at most ${maxItems}`);
  }
}
