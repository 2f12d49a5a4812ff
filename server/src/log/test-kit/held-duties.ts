import type { Queries } from '../database.ts';

/** For tests without a database: the table of duties, as far as an append under a guard asks it. */
export function heldDuties(held: Record<string, number>): { readonly tables: Queries; held: Record<string, number> } {
  const tables: Queries = {
    query: <Row extends object>(_text: string, [name, epoch]: readonly unknown[] = []) =>
      Promise.resolve((held[String(name)] === epoch ? [{ epoch }] : []) as unknown as Row[]),
    execute: () => Promise.reject(new Error('duties are only asked for')),
  };
  return { tables, held };
}
