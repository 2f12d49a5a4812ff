/** Why an item can't be taken: `message` tells a person what is wrong and what to do. */
export interface ItemFault {
  readonly code: string;
  readonly message: string;
  /** JSON pointer of the field at fault; null: the item as a whole. */
  readonly path: string | null;
}

export const itemFault = (code: string, message: string, path: string | null = null): ItemFault => ({
  code,
  message,
  path,
});

export type Checked<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: ItemFault };

export const good = <Value>(value: Value): Checked<Value> => ({ ok: true, value });
export const bad = (code: string, message: string, path: string | null = null): Checked<never> => ({
  ok: false,
  fault: itemFault(code, message, path),
});
