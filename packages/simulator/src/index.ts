export { createCity, DEFAULT_RATE_PER_DAY, type CityOptions } from './city.ts';
export { DIRT_SHARES, type DirtKind, type DirtShares } from './dirt-shares.ts';
export { generateTickets, type TicketLoadOptions } from './generate-tickets.ts';
export type { SentItem } from './send.ts';
export type { SimulatedGeography } from './territory.ts';
export { IntakeRefusedError, type SimulationPorts, type SimulationSummary } from './post-items.ts';
export { runSimulation, SIMULATED_FEEDS, type SimulationRun } from './run-simulation.ts';
export * from './start-simulation.ts';
