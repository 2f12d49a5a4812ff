import { boston311 } from './boston311.ts';
import { nyc311 } from './nyc311.ts';
import { missingColumns } from './row-mapping.ts';
import type { TicketPreset } from './ticket-preset.ts';

/** Every preset, by name. */
export const TICKET_PRESETS: ReadonlyMap<string, TicketPreset> = new Map(
  [boston311, nyc311].map((preset) => [preset.name, preset]),
);

/** The presets that a table with this header fits. */
export const presetsFor = (header: readonly string[]): TicketPreset[] =>
  [...TICKET_PRESETS.values()].filter((preset) => missingColumns(preset, header).length === 0);
