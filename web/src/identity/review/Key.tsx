/** The key that does what a button says; the same in every language. */
export function Key({ sign }: { sign: string }) {
  return <kbd>{sign}</kbd>;
}
