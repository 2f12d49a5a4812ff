import { startSimulation } from '@citybrain/simulator';
import { InvalidArgumentError, type Command } from 'commander';
import { tell } from './print.ts';

interface SimulateOptions {
  readonly url: string;
  readonly token?: string;
  readonly feed?: string;
  readonly rate: number;
  readonly speed: number;
  readonly seed: number;
  readonly hours: number;
  readonly withParent?: boolean;
}

/** `citybrain simulate`: a seeded city that feeds a server through its public intake. */
export function registerSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('feed a server with a simulated city until stopped')
    .option('--url <url>', 'the server', 'http://127.0.0.1:3000')
    .option('--token <token>', 'a feed token for simulated*; else CITYBRAIN_FEED_TOKEN')
    .option('--feed <name>', 'one feed for everything')
    .option('--rate <tickets>', 'tickets a day', positive, 1600)
    .option('--speed <factor>', 'how fast the past is caught up with; 1: as fast as it is taken', positive, 1)
    .option('--seed <number>', 'another seed is another city', positive, 1)
    .option('--hours <hours>', 'how far back the city begins', positive, 36)
    .option('--with-parent', 'stop when stdin ends')
    .action(async ({ token = process.env['CITYBRAIN_FEED_TOKEN'], ...options }: SimulateOptions) => {
      if (!token) throw new InvalidArgumentError('give --token or set CITYBRAIN_FEED_TOKEN');
      const simulation = startSimulation({
        url: options.url,
        token,
        seed: options.seed,
        ratePerDay: options.rate,
        speed: options.speed,
        backfillHours: options.hours,
        ...(options.feed !== undefined && { feed: options.feed }),
        log: tell,
      });
      process.once('SIGTERM', simulation.stop);
      process.once('SIGINT', simulation.stop);
      if (options.withParent) process.stdin.once('end', simulation.stop).resume();
      await simulation.done;
      process.stdin.destroy();
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('it must be a number above 0');
  return value;
}
