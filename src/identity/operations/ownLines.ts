import type { z } from 'zod';
import type { Domain } from '../../profiles/domain.ts';
import type { House } from '../../profiles/house.ts';
import { ownFields } from '../../profiles/ingestPlan.ts';
import { type profileSummary, summarise } from '../../profiles/profileSummary.ts';
import { listMembers } from '../../profiles/store/profiles.ts';

/** A profile in a line of a list. */
export type Line = z.input<typeof profileSummary>;

/** Base profiles in a line, each by what it was given itself, whatever it is part of now. */
export async function ownLines(
  house: House,
  domain: Domain,
  profileIds: string[],
): Promise<Map<string, Line>> {
  const rows = profileIds.length > 0 ? await listMembers(house.sql, domain.domainId, profileIds) : [];
  return new Map(
    rows.map((row) => {
      const self = { survivorId: row.profileId, members: [row] };
      return [row.profileId, summarise(self, ownFields(row.facts, domain))];
    }),
  );
}
