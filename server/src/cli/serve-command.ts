import type { Command } from 'commander';
import { signInLink } from '../access/sign-in-link.ts';
import { compose, type CityServer } from '../compose.ts';
import { readConfig, type Config } from '../config.ts';
import { startDemo } from './demo.ts';
import { Fault } from '../observe/fault.ts';
import { runUntilSignal } from '../lifecycle.ts';
import { tell } from './print.ts';

/** `citybrain serve`: what `npm start` runs. */
export function registerServeCommand(program: Command, setExitCode: (code: number) => void): void {
  program
    .command('serve', { isDefault: true })
    .description('start the server')
    .action(async () => {
      const config = readConfig(process.env, process.cwd());
      const server = await compose({ config, onProgress: tell });
      let url: string;
      try {
        url = await server.listen();
      } catch (error) {
        await server.close();
        throw listenFault(error, config);
      }
      const demo = config.isDemo ? await startDemo({ server, url, config, onProgress: tell }) : null;
      greet(server, url, config.isDemo);
      const stop = async (): Promise<void> => {
        await demo?.stop();
        await server.close();
      };
      setExitCode(await runUntilSignal(stop, (signal) => tell(`${signal}: writing what was taken, then stopping …`)));
    });
}

/** The errors of listening that an operator can mend. */
function listenFault(error: unknown, { host, port }: Config): unknown {
  switch ((error as { code?: string }).code) {
    case 'EADDRINUSE':
      return new Fault('CONFIG-102', `port ${port} on ${host} is in use by another program: stop it, or set PORT`);
    case 'EACCES':
      return new Fault('CONFIG-102', `port ${port} may not be opened by this user: set PORT to one above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Fault('CONFIG-102', `HOST is "${host}", which is no address of this machine`);
    default:
      return error;
  }
}

function greet({ firstAccess }: CityServer, url: string, isDemo: boolean): void {
  tell('');
  tell(`  citybrain 城市大脑 is running:  ${url}/wall`);
  if (firstAccess) {
    tell('');
    tell(`  Open the wall as administrator with this link, once:`);
    tell(`    ${signInLink(url, firstAccess.code)}`);
    tell(`  or sign in as "${firstAccess.user.name}" with the one-time password  ${firstAccess.password}`);
  } else {
    tell(`  Lost your password?  npm run citybrain -- user reset-password admin`);
  }
  tell('');
  if (isDemo) tell('  The city is simulated. Start with CITYBRAIN_DEMO=0 to begin with your own feeds only.');
  tell('  Stop with Ctrl-C.');
  tell('');
}
