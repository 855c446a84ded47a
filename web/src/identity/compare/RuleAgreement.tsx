import { useTranslation } from 'react-i18next';
import { useFieldLabel } from '../../profile/useFieldLabel.ts';
import { useChoiceWord } from '../../profile/ValueInput.tsx';
import { SafeText } from '../../text/SafeText.tsx';
import type { Agreement, MatchPair, Member } from '../types.ts';

/** What a rule found alike: each of its attributes with both values side by side, for a rule gives no weights. */
export function RuleAgreement({ pair, members }: { pair: MatchPair; members: Member[] }) {
  const { t } = useTranslation();
  if (pair.RuleLevel === undefined) return null;
  const place = (id: string) => members.findIndex(({ ProfileId }) => ProfileId === id);
  const turned = place(pair.LeftProfileId) > place(pair.RightProfileId);
  const lines = pair.Agreements ?? [];
  return (
    <div className="n-rule">
      <p>{t('reasons.ruleAgrees', { level: pair.RuleLevel })}</p>
      {lines.length === 0 && <p className="n-quiet">{t('reasons.ruleChanged')}</p>}
      {lines.length > 0 && (
        <dl>
          {lines.map((line) => (
            <Line
              key={line.Attribute}
              line={turned ? { ...line, Left: line.Right, Right: line.Left } : line}
            />
          ))}
        </dl>
      )}
    </div>
  );
}

function Line({ line: { Attribute, Left, Right } }: { line: Agreement }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const word = useChoiceWord();
  const nameOf = (field: string) =>
    Attribute === 'Address.Address' ? t('matching.streetLines') : label(field);
  const names = [...new Set([nameOf(Left.Field), nameOf(Right.Field)])];
  const shown = ({ Field, Value }: Agreement['Left']) => word(Field.replace(/String$/, ''), Value);
  const likeness = t(`compare.likeness.${Left.Value === Right.Value ? 'same' : 'spelling'}`);
  return (
    <div>
      <dt>
        <SafeText text={names.join(' / ')} limit={80} />
      </dt>
      <dd>
        <SafeText text={shown(Left)} limit={160} />
      </dd>
      <dd>
        <span role="img" aria-label={likeness} title={likeness}>
          {Left.Value === Right.Value ? '=' : '≈'}
        </span>
      </dd>
      <dd>
        <SafeText text={shown(Right)} limit={160} />
      </dd>
    </div>
  );
}
