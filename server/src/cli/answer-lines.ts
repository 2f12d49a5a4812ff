import { StringDecoder } from 'node:string_decoder';

/** Longer lines are answered unread, so that a file without line ends takes no memory. */
export const LONGEST_LINE = 1_000_000;

/**
 * Answers each line with one line, in order, as soon as it is there. A last line
 * needs no line end. `answer` gets null for a line that is longer than `LONGEST_LINE`.
 */
export async function* answerLines(
  chunks: AsyncIterable<Buffer>,
  answer: (line: string | null) => string,
): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isTooLong = false;
  const answerOne = (line: string): string => {
    const answered = answer(isTooLong || line.length > LONGEST_LINE ? null : line);
    isTooLong = false;
    return `${answered}\n`;
  };
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(answerOne).join('');
    if (rest.length > LONGEST_LINE) isTooLong = true;
    if (isTooLong) rest = '';
  }
  rest += decoder.end();
  if (rest !== '' || isTooLong) yield answerOne(rest);
}
