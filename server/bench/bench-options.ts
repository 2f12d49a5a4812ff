/** What the command line asks of a bench; left out: as its budget says. */
export interface BenchOptions {
  /** How many tickets the filled store has, for trying out. */
  readonly tickets?: number;
  /** Leaves out what takes longest and is only compared with. */
  readonly isWithoutBaseline?: boolean;
}
