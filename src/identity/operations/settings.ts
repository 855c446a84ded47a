import { z } from 'zod';
import type { Domain } from '../../profiles/domain.ts';
import { listCustomFields } from '../../profiles/store/customFields.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { badRequest } from '../../wire/refusal.ts';
import { attributeNames, nayoseProblems } from '../checkSettings.ts';
import { nextDueAt } from '../schedule.ts';
import { currentSettings } from '../startJob.ts';
import { listJobs } from '../store/jobs.ts';
import { findRuleStatus, putSettings } from '../store/settings.ts';
import {
  admins,
  domainName,
  type IdentityDeps,
  jobShape,
  nayoseSettings,
  reviewers,
  toJob,
} from './shapes.ts';

const settingsShape = z.object({
  Matching: z.record(z.string(), z.unknown()).optional(),
  RuleBasedMatching: z.record(z.string(), z.unknown()).optional(),
  Nayose: nayoseSettings,
  Attributes: z.array(z.string()),
  /** How matching on write stands. */
  Status: z.object({
    /** All profiles are in memory and followed write by write. */
    Resident: z.boolean(),
    Profiles: z.number(),
    /** Too much was written at once: it pauses, or the model looks at those profiles in the next run. */
    Behind: z.boolean(),
    /** Profiles with which too many hang together; the next run looks at them. */
    Left: z.number(),
    /** Rule levels of which some values are shared by too many profiles to match by. */
    Guarded: z.array(z.object({ Level: z.number(), Profiles: z.number() })),
  }),
  LastJob: jobShape.optional(),
  NextRunAt: timestamp.optional(),
});

async function readSettings(deps: IdentityDeps, domain: Domain): Promise<z.input<typeof settingsShape>> {
  const { house } = deps;
  const { domainId } = domain;
  const settings = await currentSettings(house, domain);
  const [fields, [last], status] = await Promise.all([
    listCustomFields(house.sql, domainId),
    listJobs(house.sql, domainId, { before: undefined, limit: 1, allKinds: false }),
    findRuleStatus(house.sql, domainId),
  ]);
  const { Matching, RuleBasedMatching: rules, Nayose } = settings;
  const followed = await deps.followed(domainId);
  const known = { customFields: fields.map(({ name }) => name), objectTypes: [] };
  return {
    Matching: Matching && { ...Matching },
    RuleBasedMatching: rules && { ...rules, ...(status ? { Status: status } : {}) },
    Nayose,
    Attributes: attributeNames(known),
    Status: {
      Resident: followed.resident,
      Profiles: followed.profiles,
      Behind: followed.behind,
      Left: followed.left,
      Guarded: followed.guarded.map(({ level, profiles }) => ({ Level: level, Profiles: profiles })),
    },
    LastJob: last && toJob(last),
    NextRunAt: nextDueAt(settings, house.clock()),
  };
}

/** GetResolutionSettings and PutResolutionSettings: our own part; Matching and rules are set by UpdateDomain. */
export function settingsOperations(deps: IdentityDeps): NayoseOperation[] {
  const { house } = deps;
  return [
    defineOperation({
      name: 'GetResolutionSettings',
      summary:
        'Reads everything that decides who is who in a domain, when the next run is, and what rules may name.',
      input: z.object({ DomainName: domainName }),
      output: settingsShape,
      roles: reviewers,
      handler: async (input, call) =>
        readSettings(deps, await house.domains.get(call.caller.accountId, input.DomainName)),
    }),
    defineOperation({
      name: 'PutResolutionSettings',
      summary: 'Sets the hour of the daily run, matching on write, the fields and bands of the model.',
      input: z.object({ DomainName: domainName, Nayose: nayoseSettings }),
      output: settingsShape,
      roles: admins,
      handler: async (input, call) => {
        const domain = await house.domains.get(call.caller.accountId, input.DomainName);
        const problems = nayoseProblems(input.Nayose);
        if (problems.length > 0) throw badRequest(problems.join(' '));
        await putSettings(house.sql, domain.domainId, input.Nayose);
        deps.settingsChanged(domain.domainId);
        return readSettings(deps, domain);
      },
    }),
  ];
}
