import type { ProfileView } from '../../api/types.ts';
import type { Member } from '../types.ts';

/** A profile's page as a column of a comparison. */
export function memberOf(view: ProfileView): Member {
  const fields = Object.entries(view.Fields).map(([name, { Value, From }]) => [
    name,
    // Lists (engagement preferences) are shown as their JSON.
    { Value: typeof Value === 'string' ? Value : JSON.stringify(Value), From },
  ]);
  return {
    ProfileId: view.ProfileId,
    SurvivorId: view.ProfileId,
    Fields: Object.fromEntries(fields),
    CreatedAt: view.CreatedAt ?? 0,
    ...(view.UpdatedAt !== undefined && { UpdatedAt: view.UpdatedAt }),
    Objects: view.ObjectTypes.reduce((sum, { Count }) => sum + Count, 0),
  };
}
