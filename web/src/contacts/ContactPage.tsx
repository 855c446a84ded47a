import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { call } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import { useSession } from '../api/session.ts';
import { Loading } from '../app/Loading.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { PageProblem } from '../app/PageProblem.tsx';
import { Problem } from '../app/Problem.tsx';
import { places, useDomain } from '../app/place.ts';
import { Trail } from '../app/Trail.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { chatKey } from '../workspace/cacheKeys.ts';
import { useChat } from '../workspace/useChat.ts';
import { Attributes } from './Attributes.tsx';
import { ContactCases } from './ContactCases.tsx';
import { ContactCustomerCard } from './ContactCustomerCard.tsx';
import { ContactFacts } from './ContactFacts.tsx';
import { Timeline } from './Timeline.tsx';
import { Transcript } from './Transcript.tsx';
import type { Contact, ContactView } from './types.ts';
import { ChannelIcon, useContactTitle } from './words.tsx';

/** One contact: all facts, what was said, what happened when, whose it is. */
export function ContactPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const above = useAbove(domain);
  const contactId = useParams()['contactId'] ?? '';
  const queries = useQueryClient();
  const key = ['GetContactView', domain, contactId];
  const contact = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      call<ContactView>('nayose', 'GetContactView', { DomainName: domain, ContactId: contactId }, signal),
  });
  useEvents(`contact:${contactId}`, () => {
    void queries.invalidateQueries({ queryKey: key });
    void queries.invalidateQueries({ queryKey: chatKey(domain, contactId) });
  });
  if (contact.isPending) return <Loading />;
  if (contact.isError) {
    return <PageProblem query={contact} above={above} gone={t('contact.gone')} />;
  }
  return <Screen domain={domain} view={contact.data} />;
}

function Screen({ domain, view }: { domain: string; view: ContactView }) {
  const { t } = useTranslation();
  const { Contact: contact } = view;
  const profileId = view.ProfileId ?? contact.ProfileId;
  return (
    <ContentLayout header={<Head domain={domain} contact={contact} />}>
      <div className="w-contact-page">
        <SpaceBetween size="m">
          <Container header={<Header variant="h2">{t('contact.facts')}</Header>}>
            <ContactFacts contact={contact} />
            <Attributes attributes={contact.Attributes} />
          </Container>
          {contact.Channel === 'CHAT' && <ChatTranscript domain={domain} contactId={contact.ContactId} />}
          {contact.Description && (
            <Container header={<Header variant="h2">{t('contact.description')}</Header>}>
              <SafeText text={contact.Description} limit={4096} />
            </Container>
          )}
        </SpaceBetween>
        <SpaceBetween size="m">
          <Container header={<Header variant="h2">{t('contact.customer')}</Header>}>
            <ContactCustomerCard domain={domain} profileId={profileId} />
          </Container>
          <Container header={<Header variant="h2">{t('contact.cases')}</Header>}>
            {profileId ? (
              <ContactCases domain={domain} contactId={contact.ContactId} profileId={profileId} />
            ) : (
              <p className="n-quiet w-plain">{t('contact.noCases')}</p>
            )}
          </Container>
          <Container header={<Header variant="h2">{t('contact.timeline')}</Header>}>
            <Timeline view={view} />
          </Container>
        </SpaceBetween>
      </div>
    </ContentLayout>
  );
}

/** The page above: agents come from their work, others from the search. */
function useAbove(domain: string) {
  const { t } = useTranslation();
  const role = useSession().data?.User.Role;
  return role === 'agent'
    ? { text: t('nav.workspace'), href: places.workspace(domain) }
    : { text: t('nav.contacts'), href: places.contacts(domain) };
}

function Head({ domain, contact }: { domain: string; contact: Contact }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const title = useContactTitle();
  const above = useAbove(domain);
  const when = showMoment(contact.StartedAt, i18n.language as Language);
  return (
    <div className="n-profile-head">
      <Trail above={above} here={when} />
      <div className="n-profile-title">
        <div className="n-profile-name">
          <h1>
            <ChannelIcon channel={contact.Channel} />
            <SafeText text={title(contact)} limit={120} />
            <Badge color={contact.State === 'ENDED' ? 'grey' : 'green'}>
              {t(`contactState.${contact.State}`)}
            </Badge>
          </h1>
        </div>
        <div className="n-profile-actions">
          <Button onClick={() => void navigate(-1)}>{t('action.back')}</Button>
        </div>
      </div>
    </div>
  );
}

function ChatTranscript({ domain, contactId }: { domain: string; contactId: string }) {
  const { t } = useTranslation();
  const chat = useChat(domain, contactId);
  return (
    <Container header={<Header variant="h2">{t('chat.title')}</Header>}>
      {chat.isPending && <Loading />}
      {chat.isError && <Problem error={chat.error} retry={() => void chat.refetch()} />}
      <MoreButton pages={chat} variant="inline-link" label={t('chat.earlier')} />
      {chat.isSuccess && chat.items.length === 0 && <p className="w-none">{t('chat.nothing')}</p>}
      <Transcript items={chat.items} />
    </Container>
  );
}
