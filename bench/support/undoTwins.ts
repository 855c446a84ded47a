import { mergeProfiles, undoMerge } from '../../src/identity/merge.ts';
import { updateProfile } from '../../src/profiles/editProfile.ts';
import type { House } from '../../src/profiles/house.ts';
import { ingest } from '../../src/profiles/ingest.ts';
import type { MergeRule } from '../../src/profiles/merges.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import { insertDomain } from '../../src/profiles/store/domains.ts';
import { listMembers, survivorsOf } from '../../src/profiles/store/profiles.ts';
import { viewOf } from '../../src/profiles/view.ts';
import { loadGroups } from '../../src/profiles/visibleProfiles.ts';
import type { Step } from './undoTrees.ts';

const accountId = '000000000000';
const actor = 'arn:nayose:prove';
const typeNames = ['Crm', 'Shop'];
const sourceFields = {
  FirstName: 'first',
  LastName: 'last',
  PhoneNumber: 'phone',
  'Address.City': 'city',
  'Attributes.x': 'x',
};

/** A tree carried out in PostgreSQL, beside a twin in which nothing is ever merged. */
export interface TwinWorlds {
  house: House;
  setClock(time: Date): void;
}

/**
 * Carries out a tree in one domain and the same writes without the merges in another, and compares every profile of
 * both at the end: fields with their origin, keys, objects. Returns how many differ: 0.
 */
export async function differingTwins(
  { house, setClock }: TwinWorlds,
  name: string,
  tree: { profiles: number; steps: Step[] },
): Promise<number> {
  const [merged, twin] = [await openWorld(house, `${name}-merged`), await openWorld(house, `${name}-twin`)];
  let time = Date.UTC(2026, 0, 1);
  const merges = new Map<number, string>();
  const ids = { merged: [] as string[], twin: [] as string[] };
  for (const step of tree.steps) {
    time += 1_000;
    setClock(new Date(time));
    if (step.kind === 'object') {
      for (const world of [merged, twin]) await world.put(step.profile, step.source, step.fields);
      ids.merged[step.profile] ??= await merged.idOf(step.profile);
      ids.twin[step.profile] ??= await twin.idOf(step.profile);
    } else if (step.kind === 'edit') {
      const shown = await merged.survivorOf(ids.merged[step.profile] ?? '');
      await merged.edit(shown, step.fields);
      await twin.edit(ids.twin[ids.merged.indexOf(shown)] ?? '', step.fields);
    } else if (step.kind === 'merge') {
      const made = await merged.merge(
        step.profiles.map((profile) => ids.merged[profile] ?? ''),
        step.rule,
      );
      if (made) merges.set(step.merge, made);
    } else {
      const made = merges.get(step.merge);
      if (made) await undoMerge(house, await merged.domain(), made, actor, false);
    }
  }
  const one = await Promise.all(ids.merged.map((id) => merged.dump(id)));
  const other = await Promise.all(ids.twin.map((id) => twin.dump(id)));
  return one.filter((text, at) => text !== other[at]).length;
}

async function openWorld(house: House, name: string) {
  const { sql } = house;
  await insertDomain(sql, { accountId, name, settings: { DefaultExpirationDays: 366 }, at: house.clock() });
  const domain = () => house.domains.get(accountId, name);
  for (const typeName of typeNames) await putObjectType(house, await domain(), typeName, typeOf(typeName));
  const survivorOf = async (id: string) => {
    const { domainId } = await domain();
    return (await survivorsOf(sql, domainId, [id])).get(id) ?? id;
  };
  return {
    domain,
    survivorOf,
    async put(profile: number, source: number, fields: Record<string, string>) {
      const named = Object.entries(fields).map(([field, text]) => [
        sourceFields[field as keyof typeof sourceFields],
        text,
      ]);
      const value = { id: `P${profile}`, ...Object.fromEntries(named) };
      const object = { objectTypeName: typeNames[source - 1] ?? '', json: JSON.stringify(value), value };
      await ingest(house, await domain(), [object], { actor });
    },
    async idOf(profile: number) {
      const { domainId } = await domain();
      const [row] = await sql`select profile_id from profile_key
        where domain_id = ${domainId} and key_name = 'personId' and value = ${`P${profile}`}`;
      return row?.profile_id as string;
    },
    edit: async (id: string, fields: Record<string, string>) =>
      updateProfile(house, await domain(), id, fields, actor),
    async merge(profiles: string[], kind: MergeRule['kind']): Promise<string | undefined> {
      const sides = [...new Set(await Promise.all(profiles.map(survivorOf)))];
      const [mainId = '', ...otherIds] = sides;
      if (otherIds.length === 0) return undefined;
      const { types } = await domain();
      const typeId = types.get('Shop')?.type.typeId ?? 0;
      const rule: MergeRule = kind === 'SOURCE' ? { kind, typeId } : { kind };
      return mergeProfiles(house, await domain(), { mainId, otherIds, rule }, actor);
    },
    async dump(id: string): Promise<string> {
      const now = await domain();
      const groups = await loadGroups(sql, now.domainId, await listMembers(sql, now.domainId, [id]));
      const own = groups.map((group) => [
        group.survivorId === id,
        group.members.length,
        viewOf(now, group).fields,
      ]);
      const keys = await sql`select key_name, value, refs from profile_key
        where domain_id = ${now.domainId} and profile_id = ${id} order by key_name, value`;
      const objects = await sql`select o.object, o.ingested_at, s.names from profile_object o
        left join object_shape s on s.domain_id = o.domain_id and s.shape_id = o.shape_id
        where o.domain_id = ${now.domainId} and o.profile_id = ${id} order by o.ingested_at, o.object`;
      return JSON.stringify([own, keys, objects]);
    },
  };
}

function typeOf(typeName: string) {
  const fields = Object.entries(sourceFields).map(([target, source]) => [
    source,
    {
      Source: `_source.${source}`,
      Target: `_profile.${target}`,
      ...(target === 'PhoneNumber' ? { ContentType: 'PHONE_NUMBER' as const } : {}),
    },
  ]);
  return {
    Description: typeName,
    AllowProfileCreation: true,
    Fields: { id: { Source: '_source.id' }, ...Object.fromEntries(fields) },
    Keys: {
      personId: [{ StandardIdentifiers: ['PROFILE'], FieldNames: ['id'] }],
      [`id${typeName}`]: [{ StandardIdentifiers: ['UNIQUE'], FieldNames: ['id'] }],
    },
  };
}
