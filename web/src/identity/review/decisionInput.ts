import { type Choice, sourcesOf } from '../compare/merged.ts';
import type { Decision, GroupDetail } from '../types.ts';

/** The members of DecideMatch. What was left as proposed is not sent. */
export function inputOf(domain: string, detail: GroupDetail, decision: Decision, choice: Choice): object {
  const sources = decision === 'SAME' ? sourcesOf(detail.Members, choice) : {};
  const some = choice.included.length < detail.Members.length;
  return {
    DomainName: domain,
    MatchId: detail.Group.MatchId,
    Decision: decision,
    ...(decision !== 'LATER' && some && { ProfileIds: choice.included }),
    ...(decision === 'SAME' && {
      MainProfileId: choice.mainId,
      ...(Object.keys(sources).length > 0 && { FieldSourceProfileIds: sources }),
    }),
  };
}
