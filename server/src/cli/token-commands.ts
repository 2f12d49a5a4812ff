import { Option, type Command } from 'commander';
import { done } from '../access/access-refusal.ts';
import { signInLink } from '../access/sign-in-link.ts';
import { TOKEN_KINDS, type ListedToken, type TokenKind } from '../access/tokens.ts';
import { scopeFrom, tabulate, when, withAccounts, type OpenAccounts } from './with-accounts.ts';

interface CreateOptions {
  readonly kind: TokenKind;
  readonly name?: string;
  readonly scope?: string;
  readonly feed?: string;
}

/** `token create|list|revoke`: what feeds, displays and machine clients come in with. */
export function registerTokenCommands(program: Command, open: OpenAccounts): void {
  const token = program.command('token').description('tokens of feeds, displays and machine clients');

  token
    .command('create')
    .description('create a token; its secret is printed once')
    .addOption(new Option('--kind <kind>', 'what it is for').choices(TOKEN_KINDS).makeOptionMandatory())
    .option('--name <name>', 'whose it is (default: the feed, else the kind)')
    .option('--scope <region>', 'id, code or name of its region (default: everything)')
    .option('--feed <pattern>', 'name of the feed it may write; a * at the end stands for any rest')
    .action(async (options: CreateOptions, command: Command) =>
      withAccounts(command, open, async ({ accounts, regions, address }) => {
        const { kind, feed = null, name = feed ?? kind } = options;
        const scope = scopeFrom(options.scope, regions);
        const outcome = await accounts.tokens.create({ kind, name, scope, feed }, null);
        if (!outcome.ok) return outcome;
        const { secret, token: created } = outcome.value;
        return done([
          `id:      ${created.id}`,
          `secret:  ${secret}  (not shown again)`,
          ...(kind === 'display' ? [`link:    ${signInLink(address, secret)}`] : []),
        ]);
      }),
    );

  token
    .command('list')
    .description('list the tokens, newest first')
    .action(async (_options: object, command: Command) =>
      withAccounts(command, open, async ({ accounts }) => {
        const head = ['ID', 'KIND', 'NAME', 'SCOPE', 'FEED', 'CREATED', 'LAST USED', 'REVOKED'];
        return done(tabulate([head, ...(await accounts.tokens.list()).map(cellsOf)]));
      }),
    );

  token
    .command('revoke <id>')
    .description('end a token at once')
    .action(async (id: string, _options: object, command: Command) =>
      withAccounts(command, open, async ({ accounts }) => {
        const outcome = await accounts.tokens.revoke(id);
        return outcome.ok ? done([`${id} (${outcome.value.name}) is revoked`]) : outcome;
      }),
    );
}

const cellsOf = (token: ListedToken): string[] => [
  token.id,
  token.kind,
  token.name,
  token.scope ?? '*',
  token.feed ?? '-',
  when(token.createdAt),
  when(token.lastUsedAt),
  when(token.revokedAt),
];
