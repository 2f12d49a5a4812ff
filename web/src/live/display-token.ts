const KEY = 'citybrain.display-token';

/**
 * A display is given its token once, as `/wall#display=<token>`; it is kept over
 * restarts of the machine and leaves the address bar at once.
 */
export function adoptDisplayToken(location: Location, history: History, storage: Storage): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('display');
  if (!token) return;
  storage.setItem(KEY, token);
  history.replaceState(history.state, '', location.pathname + location.search);
}

export const displayToken = (): string | null => localStorage.getItem(KEY);
export const forgetDisplayToken = (): void => localStorage.removeItem(KEY);
