import { z } from 'zod';
import { timestamp } from '../wire/nayose.ts';
import type { FieldValue } from './mapping.ts';
import { readingsOf } from './searchNames.ts';
import { emailFields, phoneFields } from './targets.ts';
import type { Group, ListedProfile } from './visibleProfiles.ts';

/** A customer in a line of a list, as our own operations show it. */
export const profileSummary = z.object({
  ProfileId: z.string(),
  LastName: z.string().optional(),
  FirstName: z.string().optional(),
  Reading: z.string().optional(),
  BusinessName: z.string().optional(),
  BirthDate: z.string().optional(),
  PhoneNumber: z.string().optional(),
  EmailAddress: z.string().optional(),
  City: z.string().optional(),
  AccountNumber: z.string().optional(),
  UpdatedAt: timestamp,
});

/** Reads a field that is text; undefined for others. */
export const textIn = (fields: Record<string, FieldValue>) => (name: string) => {
  const held = fields[name];
  return typeof held === 'string' ? held : undefined;
};

/** The line of a visible profile. `shown` names a phone or e-mail field to show instead of the first that is filled. */
export function summarise(
  { survivorId, members }: Pick<Group<ListedProfile>, 'survivorId' | 'members'>,
  fields: Record<string, FieldValue>,
  shown = '',
): z.input<typeof profileSummary> {
  const text = textIn(fields);
  const reading = readingsOf(fields);
  const phone = shown.includes('Phone') ? shown : phoneFields.find((name) => text(name));
  const email = shown.includes('Email') ? shown : emailFields.find((name) => text(name));
  return {
    ProfileId: survivorId,
    LastName: text('LastName'),
    FirstName: text('FirstName'),
    Reading: [reading.last, reading.first].filter(Boolean).join(' ') || undefined,
    BusinessName: text('BusinessName'),
    BirthDate: text('BirthDate'),
    PhoneNumber: phone && text(phone),
    EmailAddress: email && text(email),
    City:
      [text('Address.State'), text('Address.Province'), text('Address.City')].filter(Boolean).join('') ||
      undefined,
    AccountNumber: text('AccountNumber'),
    UpdatedAt: new Date(Math.max(...members.map((member) => member.updatedAt.getTime()))),
  };
}
