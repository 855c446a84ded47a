import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../../text/SafeText.tsx';
import type { MatchPair, Member, PairReason } from '../types.ts';
import { barLength, showConfidence, showWeight } from './figures.ts';
import { nameOfMember } from './names.ts';
import { RuleAgreement } from './RuleAgreement.tsx';
import { useReasonWords } from './useReasonWords.ts';

/** Pairs shown at once; the others wait behind a line. */
const shownPairs = 3;

/** Why profiles are, or are not, taken for one person: every fact with its weight. */
export function Reasons({ pairs, members }: { pairs: MatchPair[]; members: Member[] }) {
  const { t } = useTranslation();
  const sorted = pairs.toSorted(
    (one, other) =>
      Number(other.Contradicts ?? false) - Number(one.Contradicts ?? false) ||
      (other.Confidence ?? 1) - (one.Confidence ?? 1),
  );
  const weights = pairs.flatMap(({ Reasons: reasons }) => reasons.map(({ Weight }) => Math.abs(Weight ?? 0)));
  const heaviest = Math.max(1, ...weights);
  const draw = (pair: MatchPair) => (
    <PairReasons
      key={`${pair.LeftProfileId}-${pair.RightProfileId}`}
      pair={pair}
      members={members}
      heaviest={heaviest}
    />
  );
  return (
    <div className="n-reasons" data-pairs={pairs.length}>
      {sorted.slice(0, shownPairs).map(draw)}
      {sorted.length > shownPairs && (
        <ExpandableSection headerText={t('reasons.morePairs', { count: sorted.length - shownPairs })}>
          <div className="n-reasons">{sorted.slice(shownPairs).map(draw)}</div>
        </ExpandableSection>
      )}
    </div>
  );
}

interface PairReasonsProps {
  pair: MatchPair;
  members: Member[];
  heaviest: number;
}

function PairReasons({ pair, members, heaviest }: PairReasonsProps) {
  const { t } = useTranslation();
  return (
    <section className="n-reason-pair" data-contradicts={pair.Contradicts ?? false}>
      {members.length > 2 && (
        <h4>
          <PairName pair={pair} members={members} />
          {pair.Confidence !== undefined && (
            <span className="n-reason-total">
              {t('reasons.confidence', { confidence: showConfidence(pair.Confidence) })}
            </span>
          )}
        </h4>
      )}
      <RuleAgreement pair={pair} members={members} />
      <ul>
        {pair.Reasons.map((reason) => (
          <ReasonLine key={`${reason.Field}-${reason.Level}`} reason={reason} heaviest={heaviest} />
        ))}
        {isAgainstHome(pair) && <li className="n-reason-home">{t('reasons.home')}</li>}
        {pair.Prior !== undefined && (
          <li className="n-reason n-reason-prior">
            <span title={t('reasons.priorWhy')}>{t('reasons.prior')}</span>
            <span />
            <span className="n-reason-weight">{showWeight(pair.Prior)}</span>
          </li>
        )}
      </ul>
    </section>
  );
}

/**
 * What a whole home shares speaks for nobody in it, and what differs tells the pair from people of one home: with
 * either, the pair was held against those.
 */
const isAgainstHome = ({ Reasons: reasons }: MatchPair) =>
  reasons.some(
    ({ Field, Level, Weight = 0 }) =>
      (Field === 'address' || Field === 'familyName') &&
      ((Level === 'same' && Weight < 0) || (Level === 'different' && Weight > 0)),
  );

/** Which two of several: the numbers of their columns. */
function PairName({ pair, members }: { pair: MatchPair; members: Member[] }) {
  const { t } = useTranslation();
  const number = (id: string) =>
    members.findIndex(({ ProfileId, SurvivorId }) => ProfileId === id || SurvivorId === id) + 1;
  const name = (id: string) => {
    const member = members.find(({ ProfileId }) => ProfileId === id);
    return member ? nameOfMember(member) : '';
  };
  const [left, right] = [pair.LeftProfileId, pair.RightProfileId];
  return (
    <span title={[name(left), name(right)].filter(Boolean).join(' / ')}>
      {t('reasons.pair', { left: number(left), right: number(right) })}
    </span>
  );
}

/** From here down, in bits, a reason speaks against one person; what is hardly below 0 says nothing. */
const slight = -1;

function ReasonLine({ reason, heaviest }: { reason: PairReason; heaviest: number }) {
  const words = useReasonWords();
  const { Weight } = reason;
  return (
    <li className="n-reason" data-against={(Weight ?? 0) <= slight}>
      <span>
        <SafeText text={words(reason)} limit={120} />
      </span>
      <span className="n-reason-track" aria-hidden="true">
        {Weight !== undefined && (
          <span data-left={Weight < 0} style={{ inlineSize: `${barLength(Weight, heaviest) / 2}%` }} />
        )}
      </span>
      <span className="n-reason-weight">{Weight === undefined ? '' : showWeight(Weight)}</span>
    </li>
  );
}
