import { z } from 'zod';
import { toDocument } from '../../profiles/document.ts';
import type { House } from '../../profiles/house.ts';
import { listLiveMerges } from '../../profiles/store/merges.ts';
import { survivorsOf } from '../../profiles/store/profiles.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { notFound } from '../../wire/refusal.ts';
import { mergeProfiles, undoMerge } from '../merge.ts';
import { previewUndo } from '../previewUndo.ts';

/** MergeProfiles: merging by hand (AWS). */
export function mergeOperations(house: House): Pick<CustomerProfilesOperations, 'MergeProfiles'> {
  return {
    async MergeProfiles(input, call) {
      const { DomainName, MainProfileId, ProfileIdsToBeMerged, FieldSourceProfileIds } = input;
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const fieldSources = flatSources(FieldSourceProfileIds ?? {});
      const rule = { kind: 'MAIN' as const, fieldSources };
      const request = { mainId: MainProfileId, otherIds: ProfileIdsToBeMerged, rule };
      const mergeId = await mergeProfiles(house, domain, request, call.caller.arn);
      return {
        Message: `${ProfileIdsToBeMerged.length + 1} profiles are shown as one. Merge ${mergeId} can be undone.`,
      };
    },
  };
}

/** Field → profile; the map of attributes becomes `Attributes.<name>` (AWS: FieldSourceProfileIds). */
function flatSources(given: object): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'string') flat[name] = value;
    else for (const [attribute, id] of Object.entries(value ?? {})) flat[`${name}.${attribute}`] = String(id);
  }
  return flat;
}

const domainName = z.string().min(1).max(64);
const id = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex');

/** What the original cannot do: list merges, look at an undo, undo. */
export function undoOperations(house: House): NayoseOperation[] {
  const list = defineOperation({
    name: 'ListMerges',
    summary: 'Lists the live merges that make a profile what it is, oldest first.',
    input: z.object({ DomainName: domainName, ProfileId: id }),
    output: z.object({
      Items: z.array(
        z.object({
          MergeId: id,
          At: timestamp,
          Actor: z.string(),
          MainProfileId: id,
          MergedProfileIds: z.array(id),
        }),
      ),
    }),
    roles: ['admin', 'supervisor', 'agent'],
    handler: async (input, call) => {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const survivor = (await survivorsOf(house.sql, domain.domainId, [input.ProfileId])).get(
        input.ProfileId,
      );
      if (!survivor) throw notFound(`Profile ${input.ProfileId} does not exist in domain "${domain.name}".`);
      const merges = await listLiveMerges(house.sql, domain.domainId, [survivor]);
      const Items = merges.map((merge) => ({
        MergeId: merge.mergeId,
        At: new Date(merge.at),
        Actor: merge.actor,
        MainProfileId: merge.mainId,
        MergedProfileIds: merge.absorbedIds,
      }));
      return { Items };
    },
  });
  return [list, previewOperation(house), undoOperation(house)];
}

function previewOperation(house: House): NayoseOperation {
  return defineOperation({
    name: 'PreviewUndo',
    summary:
      'Shows the profiles that undoing a merge would leave, and which edits would stay with the survivor.',
    input: z.object({ DomainName: domainName, MergeId: id }),
    output: z.object({
      Profiles: z.array(
        z.object({
          ProfileId: id,
          MemberIds: z.array(id),
          Profile: z.record(z.string(), z.unknown()),
          StayingFields: z.array(z.string()),
        }),
      ),
    }),
    roles: ['admin', 'supervisor'],
    handler: async (input, call) => {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const previews = await previewUndo(house, domain, input.MergeId);
      const Profiles = previews.map(({ profileId, memberIds, fields, staying }) => ({
        ProfileId: profileId,
        MemberIds: memberIds,
        Profile: { ProfileId: profileId, ...toDocument(fields) },
        StayingFields: staying,
      }));
      return { Profiles };
    },
  });
}

function undoOperation(house: House): NayoseOperation {
  return defineOperation({
    name: 'UndoMerge',
    summary:
      'Undoes a merge exactly, at any later time; the profiles it alone held together stand by themselves again.',
    input: z.object({ DomainName: domainName, MergeId: id }),
    output: z.object({ ProfileIds: z.array(id) }),
    roles: ['admin', 'supervisor'],
    handler: async (input, call) => {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      return { ProfileIds: await undoMerge(house, domain, input.MergeId, call.caller.arn) };
    },
  });
}
