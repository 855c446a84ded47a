import type { Caller, Role } from '../wire/call.ts';

/** The account that owns every domain of an installation. */
export const accountId = '000000000000';

/** Region written into the ARNs of people with a session; access keys bring their own in the credential scope. */
export const homeRegion = 'us-east-1';

/** ARN of a person, as history and audit record it. */
export const userArn = (email: string) => `arn:aws:iam::${accountId}:user/${email}`;

/** ARN of an access key, as history and audit record it. */
export const accessKeyArn = (accessKeyId: string) => `arn:aws:iam::${accountId}:access-key/${accessKeyId}`;

/** The caller that a signed-in person is. */
export const personCaller = (person: { email: string; role: Role }): Caller => ({
  accountId,
  arn: userArn(person.email),
  region: homeRegion,
  role: person.role,
});

/** The system itself, for what it does on its own account: schedules, the demo. */
export const systemCaller: Caller = {
  accountId,
  arn: `arn:aws:iam::${accountId}:system/nayose`,
  region: homeRegion,
  role: 'admin',
};
