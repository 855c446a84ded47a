import Modal from '@cloudscape-design/components/modal';
import { useTranslation } from 'react-i18next';

const keys = [
  ['next', ['J', '↓']],
  ['previous', ['K', '↑']],
  ['same', ['S']],
  ['different', ['D']],
  ['later', ['L']],
  ['columns', ['1', '…', '9']],
  ['undo', ['U']],
  ['help', ['?']],
] as const;

/** Every key of the review desk. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal visible size="small" header={t('review.keys')} onDismiss={onClose}>
      <dl className="n-keys">
        {keys.map(([name, signs]) => (
          <div key={name}>
            <dt>
              {signs.map((sign) => (
                <kbd key={sign}>{sign}</kbd>
              ))}
            </dt>
            <dd>{t(`review.key.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
