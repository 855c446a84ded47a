import type { Caller } from '../wire/call.ts';

/** ARN of a domain (AWS: `arn:aws:profile:region:account:domains/name`). */
export const domainArn = (caller: Caller, domainName: string) =>
  `arn:aws:profile:${caller.region}:${caller.accountId}:domains/${domainName}`;

/** ARN of something in a domain, such as `object-types/Crm`. */
export const childArn = (caller: Caller, domainName: string, path: string) =>
  `${domainArn(caller, domainName)}/${path}`;
