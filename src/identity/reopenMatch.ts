import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { lockDomain } from '../profiles/store/lock.ts';
import { badRequest, notFound } from '../wire/refusal.ts';
import { rewriteLedger } from './rewriteLedger.ts';
import { findLastDecision } from './store/decisions.ts';
import { countReview, refreshStates, setState } from './store/groupStates.ts';
import { findGroup } from './store/groups.ts';
import { withdraw } from './store/judgements.ts';

/**
 * Takes back the latest decision about a match group: the merge it made is undone, what it said is withdrawn, and a
 * group put off waits again. Merges of the engine that the decision parted come back with the next run. Refuses (404)
 * unknown groups and (400) groups about which nothing was decided. Returns the merges undone and how many groups wait.
 */
export async function reopenMatch(
  house: House,
  domain: Domain,
  matchId: string,
  actor: string,
): Promise<{ undone: string[]; open: number }> {
  const now = house.clock();
  const { domainId } = domain;
  const undone = await house.sql.begin(async (sql) => {
    await lockDomain(sql, domainId);
    const group = await findGroup(sql, domainId, matchId);
    if (!group) throw notFound(`Match group ${matchId} does not exist in domain "${domain.name}".`);
    const { judgementIds, mergeIds } = await findLastDecision(sql, domainId, matchId);
    if (judgementIds.length === 0 && group.state !== 'LATER')
      throw badRequest(`Nothing was decided about match group ${matchId} that could be taken back.`);
    const word = { actor, now };
    await withdraw(
      sql,
      domainId,
      judgementIds.map((judgementId) => ({ judgementId })),
      word,
    );
    const { survivors } = await rewriteLedger(sql, domain, { undo: mergeIds, add: [], ...word });
    if (group.state === 'LATER') await setState(sql, domainId, matchId, 'OPEN', word);
    await refreshStates(sql, domainId, [...new Set([...group.profileIds, ...survivors.keys()])], word);
    return mergeIds;
  });
  return { undone, open: (await countReview(house.sql, domainId, now)).open };
}
