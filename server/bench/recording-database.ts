import type { Database, Queries } from '../src/log/database.ts';

/** One statement as it was sent. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Passes everything on and keeps the statements of each transaction, so that a bare client can send the very same. */
export function recordingDatabase(database: Database, transactions: Statement[][]): Database {
  return {
    query: (text, values) => database.query(text, values),
    execute: (text, values) => database.execute(text, values),
    connect: () => database.connect(),
    close: () => database.close(),
    transaction: (work) =>
      database.transaction((inner) => {
        const statements: Statement[] = [];
        transactions.push(statements);
        const recorded: Queries = {
          query: (text, values = []) => {
            statements.push({ text, values });
            return inner.query(text, values);
          },
          execute: (text, values = []) => {
            statements.push({ text, values });
            return inner.execute(text, values);
          },
        };
        return work(recorded);
      }),
  };
}
