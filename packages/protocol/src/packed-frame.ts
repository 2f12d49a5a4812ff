import type { CollectionChange, Frame } from './live-messages.ts';

/** Rows of one kind: the names of their fields once, then the values of each row in that order. */
export interface PackedRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** A frame as it travels: the rows of a collection are packed, a record's keys are as they are. */
export interface PackedFrame extends Pick<Frame, 'topic' | 'from' | 'to'> {
  readonly change:
    | Readonly<Record<string, unknown>>
    | { readonly put: PackedRows; readonly gone: CollectionChange<never>['gone']; readonly total: number };
}

/** The rows have the same fields, in the same order. */
export function packRows(rows: readonly object[]): PackedRows {
  const columns = Object.keys(rows[0] ?? {});
  return { columns, rows: rows.map((row) => columns.map((column) => (row as Record<string, unknown>)[column])) };
}

export function unpackRows({ columns, rows }: PackedRows): Record<string, unknown>[] {
  return rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < columns.length; index += 1) row[columns[index] as string] = values[index];
    return row;
  });
}

export function packFrame({ topic, from, to, change }: Frame): PackedFrame {
  if (!('put' in change)) return { topic, from, to, change };
  const { put, gone, total } = change;
  return { topic, from, to, change: { put: packRows(put), gone, total } };
}

export function unpackFrame({ topic, from, to, change }: PackedFrame): Frame {
  const put = (change as { put?: PackedRows }).put;
  // The topic's layer decides what the rows are; the server packed them from that type.
  return { topic, from, to, change: put ? { ...change, put: unpackRows(put) } : change } as Frame;
}
