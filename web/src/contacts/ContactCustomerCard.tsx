import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import { places } from '../app/place.ts';
import { Cautions } from '../profile/Cautions.tsx';
import { useCustomerName } from '../profile/ProfileTitle.tsx';
import { readingOf } from '../profile/readings.ts';
import { useProfileView } from '../profile/useProfileView.ts';
import { SafeText } from '../text/SafeText.tsx';
import { showPhone } from '../values/phones.ts';

/** The customer a contact belongs to, in short. */
export function ContactCustomerCard({
  domain,
  profileId,
}: {
  domain: string;
  profileId: string | undefined;
}) {
  const { t } = useTranslation();
  if (!profileId) return <p className="n-quiet w-plain">{t('contact.nobody')}</p>;
  return <Card domain={domain} profileId={profileId} />;
}

function Card({ domain, profileId }: { domain: string; profileId: string }) {
  const nameOf = useCustomerName();
  const profile = useProfileView(domain, profileId);
  if (profile.isPending) return <Loading />;
  if (profile.isError) return <Problem error={profile.error} />;
  const { Profile, ProfileId } = profile.data;
  const reading = readingOf(Profile.Attributes);
  const lines = [
    Profile.PhoneNumber ?? Profile.MobilePhoneNumber,
    Profile.EmailAddress,
    Profile.AccountNumber,
  ].filter((text): text is string => Boolean(text));
  return (
    <div>
      {reading && (
        <p className="n-reading">
          <SafeText text={reading} limit={80} />
        </p>
      )}
      <Link to={places.customer(domain, ProfileId)} className="w-card-name">
        <SafeText text={nameOf(Profile)} limit={120} />
      </Link>
      <Cautions attributes={Profile.Attributes} />
      <ul className="n-plain n-quiet">
        {lines.map((text) => (
          <li key={text}>
            <SafeText text={showPhone(text)} limit={120} />
          </li>
        ))}
      </ul>
    </div>
  );
}
