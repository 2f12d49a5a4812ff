/** What a backup does with one table of the store. */
export type TablePlan =
  | { readonly table: string; readonly is: 'carried'; readonly orderBy: string }
  /** The restore makes it from what is carried. */
  | { readonly table: string; readonly is: 'made anew'; readonly from: string }
  | { readonly table: string; readonly is: 'left out'; readonly why: string };

/** Every table of the store, in the order of the file: a row comes after those that it names. */
export const TABLE_PLANS: readonly TablePlan[] = [
  { table: 'regions', is: 'carried', orderBy: 'id' },
  { table: 'region_origin', is: 'carried', orderBy: 'version' },
  { table: 'organisations', is: 'carried', orderBy: 'version' },
  { table: 'access_users', is: 'carried', orderBy: 'id' },
  { table: 'access_tokens', is: 'carried', orderBy: 'id' },
  { table: 'quarantine', is: 'carried', orderBy: 'id' },
  { table: 'evidence', is: 'carried', orderBy: 'id' },
  { table: 'events', is: 'carried', orderBy: 'sequence' },
  { table: 'log_head', is: 'made anew', from: 'the header' },
  { table: 'migrations', is: 'made anew', from: 'the header' },
  { table: 'tickets', is: 'made anew', from: 'the events' },
  { table: 'stations', is: 'made anew', from: 'the events' },
  { table: 'incidents', is: 'made anew', from: 'the events' },
  { table: 'duties', is: 'made anew', from: 'the header and the time of the restore' },
  { table: 'access_sessions', is: 'left out', why: 'one that was ended since would live again' },
  { table: 'access_links', is: 'left out', why: 'one that was used since would open again' },
];

export type CarriedTable = Extract<TablePlan, { readonly is: 'carried' }>;

export const CARRIED_TABLES: readonly CarriedTable[] = TABLE_PLANS.filter((plan) => plan.is === 'carried');
