import Modal from '@cloudscape-design/components/modal';
import { useTranslation } from 'react-i18next';
import { keyGroups, type WorkAction, workKeys } from './keys.ts';

/** All keys of the workspace. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const names = Object.keys(workKeys) as WorkAction[];
  return (
    <Modal visible header={t('keysHelp.title')} onDismiss={onClose}>
      <p className="w-keys-note">{t('keysHelp.alt')}</p>
      <div className="w-keys">
        {keyGroups.map((group) => (
          <section key={group}>
            <h3>{t(`keysHelp.group.${group}`)}</h3>
            <dl>
              {names
                .filter((name) => workKeys[name].group === group)
                .map((name) => (
                  <div key={name}>
                    <dt>{t(`keysHelp.action.${name}`)}</dt>
                    <dd>
                      <KeyOf action={name} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

/** The key of an action, drawn as a key. */
export function KeyOf({ action }: { action: WorkAction }) {
  return <kbd className="w-key">{keyText(action)}</kbd>;
}

/** The key of an action as text, for tool tips. */
export function keyText(action: WorkAction): string {
  const { key, shift, alt }: { key: string; shift?: boolean; alt?: boolean } = workKeys[action];
  const held = `${alt ? 'Alt + ' : ''}${shift ? 'Shift + ' : ''}`;
  return `${held}${key.toUpperCase().replace('-', '–')}`;
}
