import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a gauge reads when it is asked. */
export interface MetricReads {
  readonly screens: () => number;
  readonly screensBehind: () => number;
  readonly subscriptions: () => number;
  readonly topics: () => number;
  readonly tickMs: () => number;
  readonly sequence: () => number;
  readonly backlog: () => number;
}

/** What the gauges of snapshots read. */
export interface SnapshotReads {
  readonly sequence: number;
  readonly ageSeconds: number;
  readonly failures: number;
  readonly last: { readonly seconds: number; readonly bytes: number };
}

/** The server's own measures, in Prometheus' terms. */
export class Metrics {
  readonly #registry = new Registry();
  readonly items: Counter<'feed' | 'outcome'>;
  readonly tickSeconds: Histogram;

  constructor() {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.items = new Counter({
      name: 'citybrain_items_total',
      help: 'Items received, by feed and outcome',
      labelNames: ['feed', 'outcome'],
      registers,
    });
    this.tickSeconds = new Histogram({
      name: 'citybrain_tick_seconds',
      help: 'Time to bring the picture up to date and send its frames',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25],
      registers,
    });
  }

  observe(reads: MetricReads): void {
    const gauge = this.#gauge.bind(this);
    gauge('citybrain_screens', 'Screens connected', reads.screens);
    gauge('citybrain_screens_behind', 'Screens off the ticks: slow, or sent few', reads.screensBehind);
    gauge('citybrain_subscriptions', 'Topics watched, counted for each screen', reads.subscriptions);
    gauge('citybrain_tick_milliseconds', 'Time between two ticks now', reads.tickMs);
    gauge('citybrain_topics', 'Topics kept for screens', reads.topics);
    gauge('citybrain_log_sequence', 'Last sequence of the log in the picture', reads.sequence);
    gauge('citybrain_intake_backlog', 'Commands waiting for their commit', reads.backlog);
  }

  observeSnapshots(reads: SnapshotReads): void {
    const gauge = this.#gauge.bind(this);
    gauge('citybrain_snapshot_sequence', 'Last sequence of the log in the newest snapshot', () => reads.sequence);
    gauge('citybrain_snapshot_age_seconds', 'Time since the newest snapshot was written', () => reads.ageSeconds);
    gauge('citybrain_snapshot_failures', 'Snapshots that could not be written', () => reads.failures);
    gauge('citybrain_snapshot_write_seconds', 'Time to write the newest snapshot', () => reads.last.seconds);
    gauge('citybrain_snapshot_bytes', 'Size of the newest snapshot', () => reads.last.bytes);
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }
}
