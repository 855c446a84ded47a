import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import { announce } from '../profiles/store/outbox.ts';
import type { IdPair } from './profileRefs.ts';
import { copyJudgements, listJudgementsAmong, type Verdict, withdraw } from './store/judgements.ts';

/** Who says something, and when. */
export interface Word {
  actor: string;
  now: Date;
  matchId?: string | undefined;
}

/** Pairs written for one word at most: of large sides only some members are named, which is enough to keep them apart. */
const mostPairs = 2_000;

/** Pairs across sides, every two sides with at least one; sides too large for all pairs name their first members. */
function pairsAcross(sides: readonly (readonly string[])[]): IdPair[] {
  const ways = (sides.length * (sides.length - 1)) / 2;
  const perSide = Math.max(1, Math.floor(Math.sqrt(mostPairs / Math.max(1, ways))));
  const named = sides.map((side) => side.toSorted().slice(0, perSide));
  return named.flatMap((side, at) =>
    named.slice(at + 1).flatMap((other) => side.flatMap((one) => other.map((id): IdPair => [one, id]))),
  );
}

/** Writes a verdict about pairs; what was said about the same pairs before is withdrawn. */
export async function judge(
  sql: TransactionSql,
  domainId: number,
  pairs: readonly IdPair[],
  verdict: Verdict,
  word: Word,
): Promise<void> {
  const ids = [...new Set(pairs.flat())];
  const wanted = new Set(pairs.map(keyOf));
  const before = await listJudgementsAmong(sql, domainId, ids);
  const old = before.filter(({ leftId, rightId }) => wanted.has(keyOf([leftId, rightId])));
  await withdraw(sql, domainId, old, word);
  const { actor, now: at, matchId } = word;
  const rows = [...wanted].map((key) => {
    const [leftId = '', rightId = ''] = key.split('/');
    return { judgementId: newId(), leftId, rightId, verdict, at, actor, matchId };
  });
  await copyJudgements(sql, domainId, rows);
  // Whoever matches on write decides anew about these profiles.
  if (verdict !== 'LATER') await announce(sql, domainId, ids, at);
}

const keyOf = ([one, other]: IdPair) => (one < other ? `${one}/${other}` : `${other}/${one}`);

/** Pins sides: members of different sides are never shown as one again, until somebody says otherwise. */
export async function keepApart(
  sql: TransactionSql,
  { domainId }: Domain,
  sides: readonly (readonly string[])[],
  word: Word,
): Promise<void> {
  if (sides.length > 1) await judge(sql, domainId, pairsAcross(sides), 'DIFFERENT', word);
}

/** Withdraws what was said in one sense among these profiles; the later word counts. */
export async function withdrawBetween(
  sql: TransactionSql,
  domainId: number,
  profileIds: readonly string[],
  verdict: Verdict,
  word: Word,
): Promise<void> {
  const before = await listJudgementsAmong(sql, domainId, profileIds);
  const old = before.filter((row) => row.verdict === verdict);
  await withdraw(sql, domainId, old, word);
}
