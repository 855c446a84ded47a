import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number as people read it (`090-1234-5678`, `+44 20 7946 0958`); what is no number stays as it is. */
export function showPhone(text: string): string {
  if (text.length > 40) return text;
  const phone = parsePhoneNumberFromString(text.normalize('NFKC'), 'JP');
  if (!phone?.isPossible()) return text;
  return phone.country === 'JP' ? phone.formatNational() : phone.formatInternational();
}
