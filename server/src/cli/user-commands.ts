import { Option, type Command } from 'commander';
import { done, refuse, type Outcome } from '../access/access-refusal.ts';
import { signInLink } from '../access/sign-in-link.ts';
import { USER_ROLES, type ListedUser, type OneTimeAccess, type UserRole } from '../access/user-table.ts';
import { scopeFrom, tabulate, when, withAccounts, type OpenAccounts } from './with-accounts.ts';

interface AddOptions {
  readonly role: UserRole;
  readonly scope?: string;
}

/** `user add|list|disable|reset-password`: the people who may sign in. */
export function registerUserCommands(program: Command, open: OpenAccounts): void {
  const user = program.command('user').description('people who may sign in');

  user
    .command('add <name>')
    .description('create a user; prints a one-time password and sign-in link')
    .addOption(new Option('--role <role>', 'what the user may do').choices(USER_ROLES).default('viewer'))
    .option('--scope <region>', 'id, code or name of the region that the user sees (default: everything)')
    .action(async (name: string, options: AddOptions, command: Command) =>
      withAccounts(command, open, async ({ accounts, regions, address }) => {
        const scope = scopeFrom(options.scope, regions);
        return welcome(await accounts.users.add({ name, role: options.role, scope }), address);
      }),
    );

  user
    .command('list')
    .description('list the users')
    .action(async (_options: object, command: Command) =>
      withAccounts(command, open, async ({ accounts }) =>
        done(
          tabulate([['NAME', 'ROLE', 'SCOPE', 'CREATED', 'DISABLED'], ...(await accounts.users.list()).map(cellsOf)]),
        ),
      ),
    );

  user
    .command('disable <name>')
    .description('shut a user out; ends their sessions and the tokens they created at once')
    .action(async (name: string, _options: object, command: Command) =>
      withAccounts(command, open, async ({ accounts }) => {
        const found = await accounts.users.find(name);
        if (!found) return refuse('unknown-user', `There is no user ${name}.`);
        const outcome = await accounts.users.change(found.id, { disabled: true });
        return outcome.ok ? done([`${found.name} is disabled`]) : outcome;
      }),
    );

  user
    .command('reset-password <name>')
    .description('give a user a new one-time password and sign-in link; ends their sessions')
    .action(async (name: string, _options: object, command: Command) =>
      withAccounts(command, open, async ({ accounts, address }) =>
        welcome(await accounts.passwords.reset(name), address),
      ),
    );
}

const welcome = (outcome: Outcome<OneTimeAccess>, address: string): Outcome<string[]> =>
  outcome.ok
    ? done([
        `user:               ${outcome.value.user.name}`,
        `one-time password:  ${outcome.value.password}`,
        `one-time link:      ${signInLink(address, outcome.value.code)}  (valid for 24 hours)`,
      ])
    : outcome;

const cellsOf = (user: ListedUser): string[] => [
  user.name,
  user.role,
  user.scope ?? '*',
  when(user.createdAt),
  when(user.disabledAt),
];
