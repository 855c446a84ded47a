import Button from '@cloudscape-design/components/button';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../contacts/types.ts';
import type { Doing } from './CustomerPane.tsx';
import { keyText } from './KeysHelp.tsx';

interface LinkBarProps {
  contact: Contact;
  /** Candidates beside the one shown. */
  others: number;
  pending: boolean;
  onDoing: (doing: Doing) => void;
  onUnlink: () => void;
}

/** How the contact and the customer came together, and the ways to correct that. */
export function LinkBar({ contact, others, pending, onDoing, onUnlink }: LinkBarProps) {
  const { t } = useTranslation();
  const linked = contact.ProfileId !== undefined;
  return (
    <div className="w-link" data-linked={contact.LinkedBy ?? 'NONE'}>
      <span className="w-link-words">{wordsFor(contact, others, t)}</span>
      <span className="w-link-actions">
        {linked && (
          <Button variant="inline-link" loading={pending} onClick={onUnlink}>
            {t('pop.unlink')}
          </Button>
        )}
        <span data-work="find" title={`${t('pop.find')} (${keyText('link')})`}>
          <Button variant="inline-link" onClick={() => onDoing('finding')}>
            {t('pop.find')}
          </Button>
        </span>
        {!linked && (
          <Button variant="inline-link" onClick={() => onDoing('creating')}>
            {t('customer.create')}
          </Button>
        )}
      </span>
    </div>
  );
}

function wordsFor(contact: Contact, others: number, t: TFunction): string {
  if (!contact.ProfileId) return others > 0 ? t('pop.several', { count: others }) : t('pop.none');
  const how = t(`pop.linkedBy.${contact.LinkedBy ?? 'AGENT'}`);
  return others > 0 ? `${how} ${t('pop.others', { count: others })}` : how;
}
