/** What the keys of the console do. */
export const CONSOLE_ACTIONS = ['next', 'previous', 'open', 'accept', 'dispatch', 'search', 'help', 'close'] as const;
export type ConsoleAction = (typeof CONSOLE_ACTIONS)[number];

/** The keys of each, the first is the one that the help shows first. */
export const CONSOLE_KEYS: Readonly<Record<ConsoleAction, readonly string[]>> = {
  next: ['j', 'ArrowDown'],
  previous: ['k', 'ArrowUp'],
  open: ['Enter'],
  accept: ['a'],
  dispatch: ['d'],
  search: ['/'],
  help: ['?'],
  close: ['Escape'],
};

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  /** Where the focus is, e.g. `INPUT`, and its role. */
  readonly tag: string;
  readonly role: string | null;
  readonly isEditable: boolean;
  readonly type: string;
}

const TYPING_TAGS: ReadonlySet<string> = new Set(['TEXTAREA', 'SELECT']);
const CLICKED_TYPES: ReadonlySet<string> = new Set(['checkbox', 'radio', 'file', 'button', 'submit']);
/** Enter and the arrows belong to what has the focus there. */
const ACTED_TAGS: ReadonlySet<string> = new Set(['BUTTON', 'A', 'SUMMARY', 'INPUT']);

/** What a key means; null: nothing of ours. Never while somebody types, nor with a modifier. */
export function actionOfKey(pressed: Pressed): ConsoleAction | null {
  const { key, tag, isEditable, type } = pressed;
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing) return null;
  if (isEditable || TYPING_TAGS.has(tag) || (tag === 'INPUT' && !CLICKED_TYPES.has(type))) return null;
  if (key === 'Enter' && ACTED_TAGS.has(tag)) return null;
  if (key.startsWith('Arrow') && tag === 'INPUT') return null;
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  return CONSOLE_ACTIONS.find((action) => CONSOLE_KEYS[action].includes(wanted)) ?? null;
}

/** The neighbour of what is chosen, in a list; the first one where nothing is, or where it has left the list. */
export function neighbourOf<Id>(ids: readonly Id[], chosen: Id | null, step: 1 | -1, lastIndex: number): Id | null {
  if (ids.length === 0) return null;
  const at = chosen === null ? -1 : ids.indexOf(chosen);
  // What was chosen has left: its place is taken by the one after it.
  const next = at >= 0 ? at + step : chosen === null ? 0 : step > 0 ? lastIndex : lastIndex - 1;
  return ids[Math.max(0, Math.min(ids.length - 1, next))] ?? null;
}
