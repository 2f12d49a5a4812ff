import type { Command } from 'commander';
import { signInLink } from '../access/sign-in-link.ts';
import { compose, type CityServer } from '../compose.ts';
import { readConfig } from '../config.ts';
import { startDemo } from './demo.ts';
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
        throw error;
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
