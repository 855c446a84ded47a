/** Milliseconds that the server's clock is ahead of this browser's; what is below two seconds is not known well enough to count. */
let ahead = 0;

/** Learns from the `Date` header of an answer. It has whole seconds, and was written between sending and receiving. */
export function noteServerDate(header: string | null, sentAt: number, receivedAt: number): void {
  const told = Date.parse(header ?? '');
  if (Number.isNaN(told) || receivedAt - sentAt > 2_000) return;
  const difference = told + 500 - (sentAt + receivedAt) / 2;
  ahead = Math.abs(difference) < 2_000 ? 0 : difference;
}

/** Now by the server's clock, in epoch seconds: what moments from the wire are compared with. */
export const serverNow = () => (Date.now() + ahead) / 1000;
