import type { Profile } from '@aws-sdk/client-customer-profiles';
import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest } from '../../wire/refusal.ts';
import { deleteProfile } from '../deleteProfile.ts';
import { fromInput, toDocument } from '../document.ts';
import { contentTypeOfKey, type Domain, searchValue } from '../domain.ts';
import { createProfile, updateProfile } from '../editProfile.ts';
import type { House } from '../house.ts';
import { searchForms } from '../searchKeys.ts';
import { listMembers } from '../store/profiles.ts';
import { type SearchPair, searchMembers } from '../store/search.ts';
import { type Group, type ListedProfile, loadGroups, visibleValues } from '../visibleProfiles.ts';

type ProfileOperation =
  | 'CreateProfile'
  | 'UpdateProfile'
  | 'DeleteProfile'
  | 'SearchProfiles'
  | 'BatchGetProfile';

const pairsPerSearch = 5;

/** Profiles: create, update, delete, search by key, read by id. */
export function profileOperations(house: House): Pick<CustomerProfilesOperations, ProfileOperation> {
  const { sql } = house;
  return {
    async CreateProfile({ DomainName, ...input }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      return { ProfileId: await createProfile(house, domain, fromInput(input), call.caller.arn) };
    },

    async UpdateProfile({ DomainName, ProfileId, ...input }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      return { ProfileId: await updateProfile(house, domain, ProfileId, fromInput(input), call.caller.arn) };
    },

    async DeleteProfile({ DomainName, ProfileId }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      await deleteProfile(house, domain, ProfileId);
      return { Message: `Profile ${ProfileId} and all its data were deleted.` };
    },

    async SearchProfiles(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const wanted = [
        { KeyName: input.KeyName, Values: input.Values },
        ...(input.AdditionalSearchKeys ?? []),
      ];
      const pairs = wanted.map((pair) => toPair(domain, pair.KeyName, pair.Values));
      if (wanted.reduce((sum, pair) => sum + pair.Values.length, 0) > pairsPerSearch) {
        throw badRequest(`A search takes at most ${pairsPerSearch} key values in all.`);
      }
      const limit = input.MaxResults ?? 20;
      const [after] = fromToken(input.NextToken, ['id']) ?? [];
      const every = input.LogicalOperator === 'AND';
      const found = await searchMembers(house.lookups, domain.domainId, {
        pairs,
        every,
        after,
        limit: limit + 1,
      });
      const page = pageOf(await loadGroups(sql, domain.domainId, found.members), limit, (group) => [
        group.survivorId,
      ]);
      const Items = page.items.map((group) => ({
        ...toProfile(domain, group),
        FoundByItems: wanted.filter(
          (_, index) => every || found.matched.get(group.survivorId)?.includes(index),
        ),
      }));
      return { Items, NextToken: page.nextToken };
    },

    async BatchGetProfile({ DomainName, ProfileIds }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const ids = [...new Set(ProfileIds)];
      const members = await listMembers(sql, domain.domainId, ids);
      const survivorOf = new Map(members.map((member) => [member.profileId, member.survivorId]));
      const loaded = await loadGroups(sql, domain.domainId, members);
      const groups = new Map(loaded.map((group) => [group.survivorId, group]));
      const shown = new Set(ids.flatMap((id) => survivorOf.get(id) ?? []));
      const Profiles = [...shown].flatMap((id) => {
        const group = groups.get(id);
        return group ? [toProfile(domain, group)] : [];
      });
      const Errors = ids
        .filter((id) => !survivorOf.has(id))
        .map((id) => ({
          ProfileId: id,
          Code: '404',
          Message: `Profile ${id} does not exist in this domain.`,
        }));
      return { Profiles, Errors };
    },
  };
}

function toPair(domain: Domain, name: string, values: readonly string[]): SearchPair {
  if (contentTypeOfKey(domain, name) === undefined) {
    throw badRequest(
      `Key "${name}" is not known in domain "${domain.name}": no object type defines it and it is not predefined.`,
    );
  }
  const forms = values.flatMap((value) => {
    const normal = name === '_profileId' ? value : searchValue(domain, name, value);
    return normal === undefined ? [] : searchForms(name, normal);
  });
  return { name, values: [...new Set(forms)] };
}

function toProfile(domain: Domain, group: Group<ListedProfile>): Profile {
  return { ProfileId: group.survivorId, ...toDocument(visibleValues(domain, group)) };
}
