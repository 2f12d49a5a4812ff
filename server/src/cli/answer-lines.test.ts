import { expect, it } from 'vitest';
import { answerLines, LONGEST_LINE } from './answer-lines.ts';

const answersTo = async (...chunks: readonly (string | Buffer)[]): Promise<readonly string[]> => {
  const stream = async function* (): AsyncGenerator<Buffer> {
    for (const chunk of chunks) yield Buffer.from(chunk);
  };
  const answers: string[] = [];
  for await (const answer of answerLines(stream(), (line) => (line === null ? 'too long' : `<${line}>`))) {
    answers.push(answer);
  }
  return answers;
};

it('[D19] each line gets one answer, as soon as it is there', async () => {
  expect(await answersTo('a\nb', 'c\n', '\nd')).toEqual(['<a>\n', '<bc>\n', '<>\n', '<d>\n']);
  expect(await answersTo('a\nb\nc\n')).toEqual(['<a>\n<b>\n<c>\n']);
  expect(await answersTo()).toEqual([]);
});

it('[D19] a character may be cut in two', async () => {
  const [line] = [Buffer.from('春节\n')];
  expect(await answersTo(line.subarray(0, 1), line.subarray(1, 4), line.subarray(4))).toEqual(['<春节>\n']);
});

it('[D19] a line that is too long gets its answer too, and the next is read', async () => {
  const half = 'x'.repeat(LONGEST_LINE / 2 + 1);
  expect(await answersTo(half, half, half, `${half}\nb\n`)).toEqual(['too long\n<b>\n']);
  expect(await answersTo(`${half}${half}\nb`)).toEqual(['too long\n', '<b>\n']);
  expect(await answersTo(half, half)).toEqual(['too long\n']);
});
