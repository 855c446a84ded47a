import { useTranslation } from 'react-i18next';

const kinds = ['phone', 'end', 'kanji', 'kana', 'romaji', 'email', 'account'] as const;

/** Before anything is typed: what the box understands. */
export function SearchHints() {
  const { t } = useTranslation();
  return (
    <div className="n-hints">
      <p>{t('search.intro')}</p>
      <dl>
        {kinds.map((kind) => (
          <div key={kind} className="n-hint">
            <dt>{t(`search.hint.${kind}`)}</dt>
            <dd>
              <code>{t(`search.example.${kind}`)}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p className="n-quiet">{t('search.keysLong')}</p>
    </div>
  );
}
