/** Milliseconds of the machine's monotonic clock: the same in all processes of the machine. */
export const machineNow = (): number => performance.now() + OFFSET_MS;

/** `performance.now()` counts from the start of the process, `hrtime` from that of the machine. */
const OFFSET_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now();
