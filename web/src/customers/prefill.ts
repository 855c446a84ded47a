/** Fields of a new customer guessed from a search that found nobody: a phone, an e-mail or a name. */
export function prefillFrom(query: string): Record<string, string> {
  const text = query.trim();
  const plain = text.normalize('NFKC');
  if (/^[^\s@]+@[^\s@]+$/.test(plain)) return { EmailAddress: plain };
  if (/^[+\d][\d\s().-]{5,}$/.test(plain)) return { PhoneNumber: text };
  if (/\d/.test(plain)) return {};
  const [last = '', ...first] = text.split(/\s+/u);
  return { LastName: last, ...(first.length > 0 && { FirstName: first.join(' ') }) };
}
