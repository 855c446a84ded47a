import { z } from 'zod';
import { timestamp } from '../wire/nayose.ts';
import { notFound } from '../wire/refusal.ts';
import { toDocument } from './document.ts';
import type { Domain } from './domain.ts';
import { valuesOf } from './fold.ts';
import type { House } from './house.ts';
import { listCustomFields } from './store/customFields.ts';
import { countObjectsByType } from './store/objects.ts';
import { listMembers } from './store/profiles.ts';
import { viewOf } from './view.ts';
import { loadGroups } from './visibleProfiles.ts';

const profileId = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex');

const origin = z.object({
  Kind: z.enum(['MANUAL', 'OBJECT']),
  ObjectTypeName: z.string().optional(),
  Actor: z.string().optional(),
  SourceTime: timestamp.optional(),
  RecordedAt: timestamp,
});
const value = z.union([z.string(), z.array(z.unknown())]);

/** A profile as its page shows it, each field with where it is from. */
export const profileView = z.object({
  ProfileId: profileId,
  Profile: z.record(z.string(), z.unknown()),
  CreatedAt: timestamp,
  UpdatedAt: timestamp,
  ExpiresOn: z.string(),
  MemberIds: z.array(profileId),
  Fields: z.record(
    z.string(),
    z.object({ Value: value, From: origin, Others: z.array(z.object({ Value: value, From: origin })) }),
  ),
  CustomFields: z.array(
    z.object({
      Name: z.string(),
      LabelJa: z.string().optional(),
      LabelEn: z.string().optional(),
      Source: z.string(),
    }),
  ),
  ObjectTypes: z.array(z.object({ ObjectTypeName: z.string(), Count: z.number() })),
});

/** Reads a profile for its page; an absorbed id answers with its survivor. Refuses (404) an unknown one. */
export async function readProfileView(house: House, domain: Domain, id: string) {
  const members = await listMembers(house.sql, domain.domainId, [id]);
  const survivor = members.find((member) => member.profileId === member.survivorId);
  if (!survivor) throw notFound(`Profile ${id} does not exist in domain "${domain.name}".`);
  const MemberIds = members.map((member) => member.profileId);
  const [catalogue, counts] = await Promise.all([
    listCustomFields(house.sql, domain.domainId),
    countObjectsByType(house.sql, domain.domainId, MemberIds),
  ]);
  const [group] = await loadGroups(house.sql, domain.domainId, members);
  const { visible, fields } = viewOf(domain, group ?? { survivorId: id, members, merges: [] });
  const dates = members.map((member) => member.updatedAt.getTime());
  return {
    ProfileId: survivor.profileId,
    Profile: { ProfileId: survivor.profileId, ...toDocument(valuesOf(visible)) },
    CreatedAt: survivor.createdAt,
    UpdatedAt: new Date(Math.max(...dates)),
    ExpiresOn:
      members
        .map((member) => member.expiresOn)
        .sort()
        .at(-1) ?? survivor.expiresOn,
    MemberIds,
    Fields: fields,
    CustomFields: catalogue.map(({ name, labelJa, labelEn, source }) => ({
      Name: name,
      LabelJa: labelJa,
      LabelEn: labelEn,
      Source: source,
    })),
    ObjectTypes: [...counts].map(([typeId, Count]) => ({
      ObjectTypeName: domain.typesById.get(typeId)?.name ?? '',
      Count,
    })),
  };
}
