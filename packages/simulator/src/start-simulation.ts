import { HOUR_MS, instant, RegionTree } from '@citybrain/domain';
import { buildSchematicShibei } from '@citybrain/geo';
import { setTimeout as wait } from 'node:timers/promises';
import { createCity } from './city.ts';
import type { DirtShares } from './dirt-shares.ts';
import type { SimulationPorts, SimulationSummary } from './post-items.ts';
import { runSimulation } from './run-simulation.ts';
import { wholeSecond } from './local-time.ts';
import type { SimulatedGeography } from './territory.ts';

export interface SimulationOptions {
  readonly url: string;
  /** A feed token, valid for the three simulated feeds or for `feed`. */
  readonly token: string;
  readonly feed?: string;
  readonly seed?: number;
  readonly ratePerDay?: number;
  /** See `SimulationRun.speed`. */
  readonly speed?: number;
  /** How far back the city begins. */
  readonly backfillHours?: number;
  /** How far back stations report: they send two hundred times as much as anyone reads of the past. */
  readonly stationBackfillHours?: number;
  readonly dirt?: boolean | DirtShares;
  /** The schematic Shibei when left out. */
  readonly geography?: SimulatedGeography;
  readonly log?: (message: string) => void;
  readonly ports?: Partial<SimulationPorts>;
}

export interface RunningSimulation {
  /** Resolves when stopped. Rejects when the server refuses token or feed. */
  readonly done: Promise<SimulationSummary>;
  readonly stop: () => void;
}

export const DEFAULT_SEED = 1;
export const DEFAULT_BACKFILL_HOURS = 36;
export const DEFAULT_STATION_BACKFILL_HOURS = 2;
const REQUEST_TIMEOUT_MS = 60_000;

/** Runs a simulated city against a server until stopped: first the past, then in step with the clock. */
export function startSimulation(options: SimulationOptions): RunningSimulation {
  const ports = { ...systemPorts, ...(options.log && { log: options.log }), ...options.ports };
  const stopping = new AbortController();
  return {
    done: simulate(options, ports, stopping.signal),
    stop: () => {
      stopping.abort();
    },
  };
}

async function simulate(
  options: SimulationOptions,
  ports: SimulationPorts,
  signal: AbortSignal,
): Promise<SimulationSummary> {
  const { speed = 1, seed = DEFAULT_SEED, ratePerDay, dirt } = options;
  const now = ports.now();
  const hoursAgo = (hours: number) => wholeSecond(now - hours * HOUR_MS);
  const startsAt = hoursAgo(options.backfillHours ?? DEFAULT_BACKFILL_HOURS);
  const city = createCity({
    geography: options.geography ?? schematicShibei(),
    seed,
    startsAt,
    ...(ratePerDay !== undefined && { ratePerDay }),
    ...(dirt !== undefined && { dirt }),
    ...(speed === 1 && { stationsFrom: hoursAgo(options.stationBackfillHours ?? DEFAULT_STATION_BACKFILL_HOURS) }),
  });
  const { url, token, feed } = options;
  return runSimulation(
    { url, token, ...(feed && { feed }), items: city, startsAt: instant(startsAt), speed },
    ports,
    signal,
  );
}

/** The map a server starts with by default. */
export function schematicShibei(): SimulatedGeography {
  const { regions, shapes } = buildSchematicShibei();
  return { tree: new RegionTree(regions), shapes };
}

const systemPorts: SimulationPorts = {
  now: () => Date.now(),
  log: (message) => {
    process.stderr.write(`${message}\n`);
  },
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { signal }).catch(() => undefined);
  },
  fetch: (url, init) => {
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    return fetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout });
  },
};
