import Badge from '@cloudscape-design/components/badge';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import type { TableProps } from '@cloudscape-design/components/table';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { places } from '../app/place.ts';
import { useCustomerName } from '../profile/ProfileTitle.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { showDuration } from './duration.ts';
import type { ContactItem } from './types.ts';
import { ChannelIcon, showEndpoint, useContactTitle, useKnownName } from './words.tsx';

type Column = TableProps.ColumnDefinition<ContactItem>;

/** The columns of a list of contacts: when, how, with whom, how long, and ⋮ to the contact's page. */
export function useContactColumns(
  domain: string,
): Record<'when' | 'channel' | 'customer' | 'agent' | 'queue' | 'duration' | 'state' | 'menu', Column> {
  const { t, i18n } = useTranslation();
  const knownName = useKnownName();
  return {
    when: {
      id: 'when',
      header: t('contact.when'),
      isRowHeader: true,
      minWidth: 118,
      cell: (item) => (
        <Link to={places.contact(domain, item.ContactId)}>
          {showMoment(item.StartedAt, i18n.language as Language)}
        </Link>
      ),
    },
    channel: {
      id: 'channel',
      header: t('contact.channel'),
      minWidth: 84,
      cell: (item) => (
        <span className="n-with-icon">
          <ChannelIcon channel={item.Channel} hidden /> {t(`channel.${item.Channel}`)}
        </span>
      ),
    },
    customer: {
      id: 'customer',
      header: t('contact.customer'),
      minWidth: 160,
      cell: (item) => <CustomerCell domain={domain} item={item} />,
    },
    agent: {
      id: 'agent',
      header: t('contact.agent'),
      minWidth: 120,
      cell: (item) => <AgentCell item={item} />,
    },
    queue: {
      id: 'queue',
      header: t('contact.queue'),
      minWidth: 92,
      cell: (item) => {
        const name = item.QueueName ?? item.Queue?.Name;
        return name ? <SafeText text={knownName('queue', name)} limit={80} /> : '–';
      },
    },
    duration: {
      id: 'duration',
      header: t('contact.duration'),
      minWidth: 80,
      cell: (item) => <span className="n-number">{showDuration(item.DurationSeconds) || '–'}</span>,
    },
    state: {
      id: 'state',
      header: t('contact.state'),
      minWidth: 110,
      cell: (item) => t(`contactState.${item.State}`),
    },
    menu: {
      id: 'menu',
      header: '',
      minWidth: 44,
      width: 44,
      cell: (item) => <RowMenu domain={domain} item={item} />,
    },
  };
}

/** The customer's name where the contact is linked, and below it how the contact came. */
function CustomerCell({ domain, item }: { domain: string; item: ContactItem }) {
  const title = useContactTitle();
  const nameOf = useCustomerName();
  const came = item.Channel === 'TASK' ? title(item) : showEndpoint(item.CustomerEndpoint) || title(item);
  if (!item.Customer || !item.ProfileId) return <SafeText text={came} limit={80} />;
  const name = nameOf(item.Customer as never);
  return (
    <>
      <Link to={places.customer(domain, item.ProfileId)}>
        <SafeText text={name} limit={60} />
      </Link>
      {!name.startsWith(came) && (
        <div className="n-quiet">
          <SafeText text={came} limit={60} />
        </div>
      )}
    </>
  );
}

/** Who spoke; a contact that no agent ever took is marked. */
function AgentCell({ item }: { item: ContactItem }) {
  const { t } = useTranslation();
  const name = item.AgentName ?? item.Agent?.Name;
  if (item.HandledWithoutAgent && item.State === 'ENDED')
    return (
      <span className="n-one-line">
        <Badge color="grey">{t('contact.noAgent')}</Badge>
      </span>
    );
  return name ? <SafeText text={name} limit={80} /> : '–';
}

function RowMenu({ domain, item }: { domain: string; item: ContactItem }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  return (
    <ButtonDropdown
      variant="inline-icon"
      ariaLabel={t('contact.actionsOf', { when: showMoment(item.StartedAt, i18n.language as Language) })}
      items={[{ id: 'open', text: t('contact.open') }]}
      onItemClick={() => void navigate(places.contact(domain, item.ContactId))}
      expandToViewport
    />
  );
}
