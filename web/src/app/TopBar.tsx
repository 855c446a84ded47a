import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useSignOut } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { GlobalSearch } from '../customers/GlobalSearch.tsx';
import { shorten } from '../text/pieces.ts';
import { Brand } from './Brand.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { PreferenceMenus } from './PreferenceMenus.tsx';
import { places } from './place.ts';

/** Brand, domain, the search box that is always at hand, and the reader's own settings. */
export function TopBar({ session, domain }: { session: Session; domain: string }) {
  return (
    <div id="top" className="n-top">
      <TopNavigation>
        <div className="n-top-row">
          <Link to={places.home(domain)} className="n-brand">
            <Brand />
            <span className="n-brand-name">Nayose</span>
          </Link>
          <DomainSwitch domains={session.Domains} domain={domain} />
          <div className="n-top-search">
            <GlobalSearch domain={domain} />
          </div>
          <div className="n-top-menus">
            <PreferenceMenus />
            <UserMenu session={session} />
          </div>
        </div>
      </TopNavigation>
    </div>
  );
}

function DomainSwitch({ domains, domain }: { domains: string[]; domain: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <div className="n-top-domain">
      <ButtonDropdown
        variant="normal"
        ariaLabel={t('shell.domain', { domain })}
        items={domains.map((name) => ({
          id: name,
          text: name,
          itemType: 'checkbox' as const,
          checked: name === domain,
        }))}
        onItemClick={({ detail }) => void navigate(places.home(detail.id))}
        expandToViewport
      >
        {shorten(domain, 24).text}
      </ButtonDropdown>
    </div>
  );
}

function UserMenu({ session }: { session: Session }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const [changing, setChanging] = useState(false);
  const { Name, Email, Role } = session.User;
  return (
    <>
      <ButtonDropdown
        variant="icon"
        ariaLabel={t('shell.account')}
        items={[
          {
            text: Name || Email,
            secondaryText: Email,
            items: [
              { id: 'role', text: t(`role.${Role}`), disabled: true },
              { id: 'password', text: t('password.change') },
              { id: 'out', text: t('shell.signOut') },
            ],
          },
        ]}
        onItemClick={({ detail }) => (detail.id === 'out' ? void signOut() : setChanging(true))}
        expandToViewport
        iconName="user-profile"
      />
      {changing && <ChangePassword onClose={() => setChanging(false)} />}
    </>
  );
}
