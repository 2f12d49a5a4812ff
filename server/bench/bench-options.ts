/** What the command line asks of a bench; left out: as its budget says. */
export interface BenchOptions {
  /** How many tickets the filled store has, for trying out. */
  readonly tickets?: number;
}
