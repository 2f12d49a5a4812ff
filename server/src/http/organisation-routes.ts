import {
  findOrganisationProblems,
  ORGANISATION_TABLES,
  resolveDuty,
  type CivilDate,
  type Instant,
  type OrganisationTable,
  type RegionId,
  type RegionTree,
} from '@citybrain/domain';
import {
  DutyQuery,
  OrganisationWish,
  type DutyQueryAnswer,
  type OrganisationAnswer,
  type OrganisationRowProblem,
  type OrganisationWishAnswer,
} from '@citybrain/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Access } from '../access/access.ts';
import { causeOf, type Principal } from '../access/principal.ts';
import type { OrganisationStore, StoredOrganisationSet } from '../log/organisation-store.ts';
import type { RegionStore } from '../log/region-store.ts';
import type { OrganisationInForce } from '../organisation-in-force.ts';
import { ORGANISATION_FILES, type OrganisationFile } from '../organisation/organisation-files.ts';
import { writeOrganisationTable } from '../organisation/write-organisation.ts';
import { replaceOrganisation } from '../replace-organisation.ts';
import { actingPerson } from './acting-person.ts';
import { principalOf } from './authenticate.ts';
import { cutOrganisation } from './cut-organisation.ts';
import { HttpProblem } from './http-problem.ts';
import { sendProblem } from './problem.ts';

export interface OrganisationRoutesOptions {
  readonly access: Access;
  readonly inForce: OrganisationInForce;
  readonly organisations: OrganisationStore;
  readonly regions: Pick<RegionStore, 'load'>;
  readonly tree: () => RegionTree;
  readonly now: () => Instant;
  /** The civil day of the city's zone. */
  readonly today: () => CivilDate;
}

const URL = '/api/v1/organisation';
const tags = ['organisation'];
const reading = { action: 'organisation.read' } as const;
const managing = { action: 'organisation.manage' } as const;
/** Five files with some ten thousand rows each. */
const MAX_WISH_BYTES = 32 * 1024 * 1024;
/** A refusal names so many problems at most; the rest shows once these are gone. */
const MAX_PROBLEMS = 500;

const FileParams = Type.Object({ file: Type.Enum(Object.values(ORGANISATION_FILES)) });

/** Who owes an answer: to read, to ask for one matter, and to replace as a whole. */
export function organisationRoutes(app: FastifyInstance, options: OrganisationRoutesOptions): void {
  app.get(
    URL,
    { config: reading, schema: { summary: 'The organisation in force, as far as it concerns the caller', tags } },
    (request): OrganisationAnswer => answerFor(options, principalOf(request)),
  );

  app.get<{ Querystring: DutyQuery }>(
    `${URL}/duty`,
    { config: reading, schema: { summary: 'Who leads a matter there, and why', tags, querystring: DutyQuery } },
    (request): DutyQueryAnswer => answerDuty(options, principalOf(request), request.query),
  );

  app.get<{ Params: { file: OrganisationFile } }>(
    `${URL}/:file`,
    { config: managing, schema: { summary: 'One of the five CSV files', tags, params: FileParams } },
    async (request, reply) => {
      const { file } = request.params;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file}"`)
        .send(writeOrganisationTable(tableOf(file), options.inForce.set.parts));
    },
  );

  putOrganisation(app, options);
}

function putOrganisation(app: FastifyInstance, options: OrganisationRoutesOptions): void {
  const { organisations, regions, inForce } = options;
  app.put<{ Body: OrganisationWish }>(
    URL,
    {
      config: managing,
      bodyLimit: MAX_WISH_BYTES,
      schema: { summary: 'Put five CSV files in force, all or nothing', tags, body: OrganisationWish },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { madeFrom, origin = principal.name, ...texts } = request.body;
      const causedBy = causeOf(principal);
      const wish = { texts, origin, madeFrom, causedBy, now: options.now() };
      const outcome = await replaceOrganisation({ organisations, regions }, wish);
      switch (outcome.kind) {
        case 'refused': {
          const count = outcome.problems.length === 1 ? '1 problem' : `${outcome.problems.length} problems`;
          const errors = outcome.problems.slice(0, MAX_PROBLEMS).map(({ file, line, column, message }) => ({
            ...{ path: [file, line, column].filter((part) => part !== null).join(':'), expected: message },
          }));
          const detail = `Nothing was changed: ${count}. Correct the files and send all five again.`;
          return sendProblem(reply, 422, 'organisation-refused', detail, errors);
        }
        case 'outdated': {
          const detail = `Version ${outcome.version} is in force by now. Read it, and make your change on it.`;
          return sendProblem(reply, 409, 'organisation-outdated', detail);
        }
        case 'unchanged':
        case 'replaced': {
          await inForce.reload();
          const changes = outcome.kind === 'replaced' ? outcome.changes : [];
          return { version: outcome.version, changes } satisfies OrganisationWishAnswer;
        }
      }
    },
  );
}

function answerFor(
  { access, inForce, tree, today }: OrganisationRoutesOptions,
  principal: Principal,
): OrganisationAnswer {
  const { set } = inForce;
  const isManager = access.allows(principal, 'organisation.manage');
  const parts =
    principal.scopeId === null ? set.parts : cutOrganisation(set.parts, (region) => access.sees(principal, region));
  const { units, duties, areas, members, partyRoles } = parts;
  return {
    ...{ version: set.version, origin: set.origin, isExample: set.isExample, units, duties, areas },
    partyRoles: isManager ? partyRoles : partyRoles.map((role) => ({ ...role, contact: null })),
    members: isManager ? members : null,
    actsAs: actingPerson(principal, { organisation: () => inForce.organisation, today, tree }).actors,
    problems: isManager ? problemsOf(set, tree()) : null,
  };
}

const problemsOf = ({ parts }: StoredOrganisationSet, tree: RegionTree): OrganisationRowProblem[] =>
  findOrganisationProblems(parts, tree).map(({ code, table, row, column, message }) => ({
    ...{ code, table, id: parts[table][row]?.id ?? '', column, message },
  }));

function answerDuty(
  { access, inForce, tree, today }: OrganisationRoutesOptions,
  principal: Principal,
  query: DutyQuery,
): DutyQueryAnswer {
  const region = query.region as RegionId;
  if (!access.sees(principal, region)) {
    throw new HttpProblem(403, 'not-allowed', `${principal.name} may not see ${region}`);
  }
  const regions = tree();
  const on = (query.on as CivilDate | undefined) ?? today();
  const regionPath = regions.pathUp(regions.indexOf(region)).map((index) => regions.at(index).id);
  const { category = null, disposition = null } = query;
  const answer = resolveDuty(inForce.organisation, { category, regionPath, disposition, on });
  return { version: inForce.set.version, isExample: inForce.set.isExample, region, on, answer };
}

const tableOf = (file: OrganisationFile): OrganisationTable =>
  ORGANISATION_TABLES.find((table) => ORGANISATION_FILES[table] === file) ?? 'units';
