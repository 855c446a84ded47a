import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { Role } from '../api/types.ts';
import { places } from './place.ts';
import { WayOn } from './WayOn.tsx';

/** The rooms of the navigation by the first part of their address. */
const rooms = {
  workspace: 'nav.workspace',
  customers: 'nav.customers',
  merge: 'nav.customers',
  cases: 'nav.cases',
  board: 'nav.board',
  contacts: 'nav.contacts',
  imports: 'nav.imports',
  review: 'nav.review',
  'resolution-jobs': 'nav.resolutionJobs',
  judgements: 'nav.judgements',
  matching: 'nav.matching',
  fields: 'nav.fields',
  'object-types': 'nav.objectTypes',
  'case-settings': 'nav.caseSetUp',
  integrations: 'nav.integrations',
  routing: 'nav.routing',
  access: 'nav.access',
} as const;

type Room = (typeof rooms)[keyof typeof rooms];

/** Rooms that only some roles may use; the others are open to everybody. */
const roles: Partial<Record<Room, readonly Role[]>> = {
  'nav.board': ['supervisor', 'admin'],
  'nav.imports': ['supervisor', 'admin'],
  'nav.resolutionJobs': ['supervisor', 'admin'],
  'nav.matching': ['supervisor', 'admin'],
  'nav.integrations': ['supervisor', 'admin'],
  'nav.caseSetUp': ['admin'],
  'nav.routing': ['admin'],
  'nav.access': ['admin'],
};

/** Whether people of a role have anything to do in a room. */
export const isOpenTo = (role: Role, room: Room): boolean => roles[room]?.includes(role) ?? true;

/** The room that the address leads to, as the navigation names it. */
export function useRoom(): Room {
  const part = useLocation().pathname.split('/')[3] ?? '';
  return part in rooms ? rooms[part as keyof typeof rooms] : 'nav.customers';
}

/** In place of a room that an address led to and that is not open to this role. */
export function ClosedRoom({ name, domain }: { name: string; domain: string }) {
  const { t } = useTranslation();
  return (
    <WayOn
      title={t('problem.closed', { page: name })}
      above={{ text: t('nav.customers'), href: places.customers(domain) }}
    >
      {t('problem.closedWhy')}
    </WayOn>
  );
}
