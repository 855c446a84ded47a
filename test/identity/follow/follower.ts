import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateDomainCommand,
  type CreateDomainCommandInput,
  CreateProfileCommand,
  type CreateProfileCommandInput,
  PutProfileObjectCommand,
  PutProfileObjectTypeCommand,
  type RuleBasedMatchingRequest,
} from '@aws-sdk/client-customer-profiles';
import { createFollower, type Follower } from '../../../src/identity/follow/createFollower.ts';
import type { FollowLimits } from '../../../src/identity/follow/domainFollower.ts';
import { mergeOperations } from '../../../src/identity/operations/merges.ts';
import { startAwsServer } from '../../helpers/awsServer.ts';

export const DomainName = 'shop';

/** One e-mail address merges, one surname and telephone are listed. */
export const emailRule: RuleBasedMatchingRequest = {
  Enabled: true,
  MatchingRules: [{ Rule: ['EmailAddress'] }, { Rule: ['LastName', 'PhoneNumber'] }],
  MaxAllowedRuleLevelForMatching: 2,
  MaxAllowedRuleLevelForMerging: 1,
};

/** A server with a domain, and a follower beside it. */
export async function startFollowed(
  t: TestContext,
  settings: Partial<CreateDomainCommandInput>,
  limits?: Partial<FollowLimits>,
) {
  const said: string[] = [];
  const events: [string, Record<string, unknown>][] = [];
  let follower: Follower | undefined;
  const stop = () => follower?.stop();
  // Before the server's own hooks, which take the database away.
  t.after(async () => {
    await stop();
    assert.deepEqual(said, []);
  });
  const server = await startAwsServer(t, mergeOperations);
  const { client, house } = server;
  const start = async () => {
    follower = createFollower({
      house,
      publish: (topic, data) => events.push([topic, data]),
      log: (message) => said.push(message),
      ...(limits ? { limits } : {}),
    });
    await follower.start();
    return follower;
  };
  await client.send(
    new CreateDomainCommand({
      DomainName,
      DefaultExpirationDays: 366,
      ...settings,
    } as CreateDomainCommandInput),
  );
  await client.send(
    new PutProfileObjectTypeCommand({
      DomainName,
      ObjectTypeName: 'Crm',
      Description: 'Crm',
      AllowProfileCreation: true,
      Fields: {
        id: { Source: '_source.id' },
        last: { Source: '_source.last', Target: '_profile.LastName' },
        email: { Source: '_source.email', Target: '_profile.EmailAddress', ContentType: 'EMAIL_ADDRESS' },
      },
      Keys: { crmId: [{ StandardIdentifiers: ['PROFILE', 'UNIQUE'], FieldNames: ['id'] }] },
    }),
  );
  const { domainId } = await house.domains.get('000000000000', DomainName);
  const { sql } = house;
  return {
    ...{ ...server, domainId, start, stop, said, events },
    create: async (profile: Partial<CreateProfileCommandInput>) =>
      (await client.send(new CreateProfileCommand({ DomainName, ...profile }))).ProfileId ?? '',
    put: (object: object) =>
      client.send(
        new PutProfileObjectCommand({ DomainName, ObjectTypeName: 'Crm', Object: JSON.stringify(object) }),
      ),
    /** Base profiles shown as one, each set sorted. */
    shown: async (): Promise<string[][]> => {
      const rows = await sql`
        select array_agg(profile_id::text order by profile_id) as ids from profile
        where domain_id = ${domainId} group by survivor_id having count(*) > 1 order by 1`;
      return rows.map((row) => row.ids.map((id: string) => id.replaceAll('-', '')));
    },
    /** Whether everything that was announced has been dealt with. */
    isThrough: async (): Promise<boolean> => {
      const [row] = await sql`
        select (select max(sequence) from outbox where domain_id = ${domainId}) as announced,
          (select sequence from resolution_state where domain_id = ${domainId}) as followed`;
      return row?.announced <= row?.followed;
    },
    ruleStatus: async (): Promise<string | undefined> =>
      (await sql`select rule_status from resolution_state where domain_id = ${domainId}`)[0]?.rule_status,
    /** Groups found on write, as `METHOD STATE` and their profiles. */
    groups: async (): Promise<[string, string[]][]> => {
      const rows = await sql`
        select method, state, rule_level, profile_ids from match_group
        where domain_id = ${domainId} and job_id is null order by profile_ids, method`;
      return rows.map((row) => [
        `${row.method} ${row.rule_level ?? ''} ${row.state}`,
        row.profile_ids.toSorted(),
      ]);
    },
  };
}

/** Waits until a look gives what is expected; a busy machine is given time, and so is a look that fails. */
export async function eventually<Seen>(look: () => Promise<Seen>, expected: Seen): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    try {
      assert.deepEqual(await look(), expected);
      return;
    } catch (difference) {
      if (Date.now() > until) throw difference;
    }
    await pause(20);
  }
}
