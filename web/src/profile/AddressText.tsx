import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../api/types.ts';
import { SafeText } from '../text/SafeText.tsx';
import type { AddressKind, addressParts } from './standardFields.ts';

/** `５０３０１９５` and `503-0195` are both shown as the latter; what is no Japanese postal code stays as it is. */
function showPostalCode(code: string): string {
  const plain = code.normalize('NFKC').replace(/^〒\s*/u, '');
  const digits = plain.replace(/[-‐−ー\s]/gu, '');
  return /^\d{7}$/.test(digits) ? `${digits.slice(0, 3)}-${digits.slice(3)}` : plain;
}

/** The lines of an address as they are written on an envelope, and whether it is a Japanese one. */
export function addressLines(
  fields: Readonly<Record<string, { Value: string }>>,
  kind: AddressKind,
): { lines: string[]; japanese: boolean } {
  const part = (name: (typeof addressParts)[number]) => fields[`${kind}.${name}`]?.Value;
  const code = part('PostalCode');
  const area = [part('State'), part('Province'), part('County'), part('City')];
  const streets = [part('Address1'), part('Address2'), part('Address3'), part('Address4')];
  const japanese = [...area, ...streets].some((text) => text && /[\u3040-\u30ff\u4e00-\u9fff]/u.test(text));
  const rows = japanese
    ? [code && `〒${showPostalCode(code)}`, area.filter(Boolean).join(''), ...streets]
    : [...streets, [...area, code].filter(Boolean).join(', ')];
  const country = part('Country');
  const shownCountry =
    country && !(japanese && /^(jp|jpn|japan|日本国?)$/iu.test(country)) ? country : undefined;
  return { lines: [...rows, shownCountry].filter((row): row is string => Boolean(row)), japanese };
}

/** An address as it is written on an envelope in the reader's language. */
export function AddressText({ view, kind }: { view: ProfileView; kind: AddressKind }) {
  const { i18n } = useTranslation();
  const { lines, japanese } = addressLines(view.Fields, kind);
  return (
    <span className="n-address" lang={japanese ? 'ja' : i18n.language}>
      {lines.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of an address have no identity
        <span key={at}>
          <SafeText text={row} limit={300} />
        </span>
      ))}
    </span>
  );
}
