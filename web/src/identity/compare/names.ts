import type { Member, Person } from '../types.ts';

/** The name a profile goes by; empty when it has none. */
export function nameOfMember({ Fields }: Member): string {
  const value = (field: string) => Fields[field]?.Value;
  const name = [value('LastName'), value('FirstName'), value('MiddleName')].filter(Boolean).join(' ');
  return name || value('BusinessName') || '';
}

/** The same of a customer in short. */
export const nameOfPerson = ({ LastName, FirstName, BusinessName }: Omit<Person, 'ProfileId'>): string =>
  [LastName, FirstName].filter(Boolean).join(' ') || BusinessName || '';
