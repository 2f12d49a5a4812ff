import { Fault } from '../../observe/fault.ts';
import { runProgram, type RunProgram } from './run-program.ts';

/** The user that PostgreSQL runs as. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'citybrain-postgres';
const DISTRIBUTION_NAME = 'postgres';

/** On most systems, and on those with busybox. */
const WAYS_TO_ADD: readonly (readonly [string, ...string[]])[] = [
  ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME],
  ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', NAME],
];

/**
 * The user for a PostgreSQL that root starts: `citybrain-postgres`, made when
 * missing, else the distribution's `postgres`.
 * @throws Fault STORE-103 with the commands that failed and what they said.
 */
export async function ensureSystemUser(run: RunProgram = runProgram): Promise<SystemUser> {
  const existing = await findUser(NAME, run);
  if (existing) return existing;
  const failures: string[] = [];
  for (const [program, ...args] of WAYS_TO_ADD) {
    const result = await run(program, args);
    // Also after a failure: another start may have made it in the meantime.
    const made = await findUser(NAME, run);
    if (made) return made;
    failures.push(
      `\`${[program, ...args].join(' ')}\` said: ${result.output || `status ${result.status ?? 'unknown'}`}`,
    );
  }
  const distribution = await findUser(DISTRIBUTION_NAME, run);
  if (distribution) return distribution;
  throw new Fault(
    'STORE-103',
    `PostgreSQL refuses to run as root and needs a system user. ${failures.join('; ')}. ` +
      `Create the user ${NAME} by hand, start as another user than root, or set DATABASE_URL.`,
  );
}

async function findUser(name: string, run: RunProgram): Promise<SystemUser | undefined> {
  const [user, group] = [await run('id', ['-u', name]), await run('id', ['-g', name])];
  if (user.status !== 0 || group.status !== 0) return undefined;
  return { uid: Number(user.output), gid: Number(group.output) };
}
