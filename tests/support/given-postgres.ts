import { describe } from 'vitest';

/**
 * A `describe` whose tests need a PostgreSQL that is not the embedded one. `npm run
 * test:services` starts it; elsewhere the tests are skipped by name.
 * @param body is called once with the URL of a superuser; each test makes a database of its own
 */
export function describeWithPostgres(name: string, body: (url: string) => void): void {
  const url = process.env['CITYBRAIN_TEST_POSTGRES_URL'];
  if (url !== undefined) describe(name, () => body(url));
  else describe.skip(`${name} (no CITYBRAIN_TEST_POSTGRES_URL)`, () => body('postgres://127.0.0.1:1/none'));
}
