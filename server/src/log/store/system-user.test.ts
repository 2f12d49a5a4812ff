import { describe, expect, it } from 'vitest';
import type { RunProgram } from './run-program.ts';
import { ensureSystemUser } from './system-user.ts';

/** A machine on which `adders` exist and make the user with uid 77, besides `users`. */
function machine(users: Record<string, number>, adders: readonly string[]) {
  const known = new Map(Object.entries(users));
  const commands: string[] = [];
  const run: RunProgram = async (program, args) => {
    const name = args.at(-1)!;
    if (program === 'id') {
      const id = known.get(name);
      return id === undefined ? { status: 1, output: 'no such user' } : { status: 0, output: String(id) };
    }
    commands.push(program);
    if (!adders.includes(program)) return { status: null, output: `spawn ${program} ENOENT` };
    known.set(name, 77);
    return { status: 0, output: '' };
  };
  return { run, commands };
}

describe('the system user for PostgreSQL', () => {
  it('is the one made at an earlier start', async () => {
    const { run, commands } = machine({ 'citybrain-postgres': 99, postgres: 26 }, ['useradd']);
    expect(await ensureSystemUser(run)).toEqual({ uid: 99, gid: 99 });
    expect(commands).toEqual([]);
  });

  it('is made where there is none', async () => {
    const { run, commands } = machine({ postgres: 26 }, ['useradd']);
    expect(await ensureSystemUser(run)).toEqual({ uid: 77, gid: 77 });
    expect(commands).toEqual(['useradd']);
  });

  it('is made by adduser where useradd is missing', async () => {
    expect(await ensureSystemUser(machine({}, ['adduser']).run)).toEqual({ uid: 77, gid: 77 });
  });

  it("is the distribution's own where none can be made", async () => {
    expect(await ensureSystemUser(machine({ postgres: 26 }, []).run)).toEqual({ uid: 26, gid: 26 });
  });

  it('is asked for by name when all fails, with what failed', async () => {
    const failing = ensureSystemUser(machine({}, []).run);
    await expect(failing).rejects.toMatchObject({ code: 'STORE-103' });
    await expect(failing).rejects.toThrow(/useradd --system .* said: spawn useradd ENOENT/);
  });
});
