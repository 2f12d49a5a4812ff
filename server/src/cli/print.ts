/** Lines for a person go to stderr, results to stdout. */
export const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
