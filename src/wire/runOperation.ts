import type { Call } from './call.ts';
import type { AnyOperation } from './operations.ts';
import { markToken, unmarkToken } from './pageToken.ts';

/** Members that carry the place in a listing; each service spells them in its own way. */
const tokenNames = ['NextToken', 'nextToken'];

/** Runs an operation of an AWS service on checked input. The token of a page is good for the listing that gave it only. */
export async function runOperation(
  listing: string,
  operation: AnyOperation,
  input: Record<string, unknown>,
  call: Call,
): Promise<unknown> {
  const output = await operation(
    withToken(input, (token) => unmarkToken(listing, token)),
    call,
  );
  if (typeof output !== 'object' || output === null) return output;
  return withToken(output as Record<string, unknown>, (token) => markToken(listing, token));
}

function withToken(members: Record<string, unknown>, change: (token: string) => string) {
  for (const name of tokenNames) {
    const token = members[name];
    if (typeof token === 'string') return { ...members, [name]: change(token) };
  }
  return members;
}
