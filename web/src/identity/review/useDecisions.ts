import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { useFlash } from '../../app/flash.tsx';
import { problemText } from '../../app/Problem.tsx';
import type { Choice } from '../compare/merged.ts';
import { nameOfMember } from '../compare/names.ts';
import { forgetGroups } from '../queries.ts';
import type { Decision, GroupDetail } from '../types.ts';
import { inputOf } from './decisionInput.ts';

/** A decision just made, which can be taken back. */
export interface Decided {
  matchId: string;
  decision: Decision;
  name: string;
  /** Profiles the decision is about. */
  count: number;
}

/** Decisions of this visit: they show at once, the server hears of them meanwhile, and the last can be taken back. */
export function useDecisions(domain: string) {
  const { t } = useTranslation();
  const flash = useFlash();
  const queries = useQueryClient();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<Decided | undefined>();
  const [isTakingBack, setTakingBack] = useState(false);
  const sent = useRef<Promise<unknown>>(Promise.resolve());
  const putBack = (matchId: string) =>
    setGone((now) => new Set([...now].filter((other) => other !== matchId)));

  const decide = (detail: GroupDetail, decision: Decision, choice: Choice) => {
    const { MatchId: matchId } = detail.Group;
    const whole = decision === 'LATER' || choice.included.length === detail.Members.length;
    const main = detail.Members.find(({ ProfileId }) => ProfileId === choice.mainId);
    const count = decision === 'LATER' ? detail.Members.length : choice.included.length;
    if (whole) setGone((now) => new Set(now).add(matchId));
    setLast({ matchId, decision, count, name: (main && nameOfMember(main)) || t('customer.noName') });
    sent.current = call('nayose', 'DecideMatch', inputOf(domain, detail, decision, choice)).catch((error) => {
      putBack(matchId);
      setLast((now) => (now?.matchId === matchId ? undefined : now));
      flash({ type: 'error', text: problemText(error, t) });
    });
    void sent.current.then(() => forgetGroups(queries));
  };

  /** Resolves to the group that waits again. */
  const takeBack = async () => {
    if (!last) return;
    const { matchId } = last;
    setLast(undefined);
    setTakingBack(true);
    await sent.current;
    try {
      await call('nayose', 'ReopenMatch', { DomainName: domain, MatchId: matchId });
      putBack(matchId);
      forgetGroups(queries);
      return matchId;
    } catch (error) {
      flash({ type: 'error', text: problemText(error, t) });
    } finally {
      setTakingBack(false);
    }
  };

  return { gone, last, decide, takeBack, isTakingBack, forget: () => setLast(undefined) };
}
