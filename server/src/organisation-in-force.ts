import { Organisation, type Instant, type LogEvent } from '@citybrain/domain';
import { ensureOrganisation } from './ensure-organisation.ts';
import type { OrganisationStore, StoredOrganisationSet } from './log/organisation-store.ts';
import type { RegionStore } from './log/region-store.ts';

export interface OrganisationInForceOptions {
  readonly store: OrganisationStore;
  readonly regions: Pick<RegionStore, 'load'>;
  readonly now: () => Instant;
  /** Another organisation is in force from here on. */
  readonly onReplaced?: () => void;
  /** A reload failed; it is tried again. */
  readonly onError: (error: unknown) => void;
}

interface Present {
  readonly set: StoredOrganisationSet;
  readonly organisation: Organisation;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

/** The organisation that decisions are made on; exchanged as a whole when the log says that another one is in force. */
export class OrganisationInForce {
  readonly #options: OrganisationInForceOptions;
  #present: Present;
  /** Reloads follow one another, so that an older one never overtakes. */
  #reloading: Promise<void> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;

  private constructor(options: OrganisationInForceOptions, present: Present) {
    this.#options = options;
    this.#present = present;
  }

  /** Makes the example of a first start. @throws when there are no regions or the store fails */
  static async open(options: OrganisationInForceOptions): Promise<OrganisationInForce> {
    return new OrganisationInForce(options, await load(options));
  }

  get organisation(): Organisation {
    return this.#present.organisation;
  }

  get set(): StoredOrganisationSet {
    return this.#present.set;
  }

  /** Hears what was appended to the log, here or by another server; reloads when it concerns the organisation. */
  take(events: readonly LogEvent[]): void {
    const concerns = events.some(
      ({ type, version }) =>
        (type === 'OrganisationReplaced' && version > this.set.version) ||
        (type === 'RegionsReplaced' && this.set.isExample && version > this.set.regionsVersion),
    );
    if (concerns) this.#reloadOrRetry();
  }

  /** Reads the store again. @throws when it fails; what was in force stays */
  reload(): Promise<void> {
    const next = this.#reloading.then(() => this.#reloadNow());
    this.#reloading = next.catch(() => undefined);
    return next;
  }

  /** Resolves once no reload is on its way. */
  settled(): Promise<void> {
    return this.#reloading;
  }

  /** Ends the retries. */
  stop(): Promise<void> {
    clearTimeout(this.#retry);
    return this.settled();
  }

  async #reloadNow(): Promise<void> {
    const next = await load(this.#options);
    if (next.set.version <= this.set.version) return;
    this.#present = next;
    this.#options.onReplaced?.();
  }

  #reloadOrRetry(): void {
    clearTimeout(this.#retry);
    this.reload().then(
      () => {
        this.#retryMs = FIRST_RETRY_MS;
      },
      (error: unknown) => {
        this.#options.onError(error);
        this.#retry = setTimeout(() => this.#reloadOrRetry(), this.#retryMs).unref();
        this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
      },
    );
  }
}

async function load({ store, regions, now }: OrganisationInForceOptions): Promise<Present> {
  const inForce = await regions.load();
  if (!inForce) throw new Error('no regions are stored');
  const set = await ensureOrganisation(store, inForce, now());
  return { set, organisation: new Organisation(set.parts) };
}
