import * as connect from '@aws-sdk/client-connect';
import * as cases from '@aws-sdk/client-connectcases';
import * as participant from '@aws-sdk/client-connectparticipant';
import * as profile from '@aws-sdk/client-customer-profiles';
import { connectFacts } from '../constraints/connect.ts';
import { connectCasesFacts } from '../constraints/connectCases.ts';
import { connectParticipantFacts } from '../constraints/connectParticipant.ts';
import { customerProfilesFacts } from '../constraints/customerProfiles.ts';
import { connectFurtherMembers } from './connectExtra.ts';
import { furtherMembers, furtherOperations } from './customerProfilesExtra.ts';
import { buildService, type Service, type ServiceName } from './service.ts';

/** The AWS services answered here, built once from the installed SDK's schemas. */
export const services: ReadonlyMap<ServiceName, Service> = new Map(
  [
    buildService({
      name: 'profile',
      sdk: profile,
      furtherOperations,
      furtherMembers,
      facts: customerProfilesFacts,
    }),
    buildService({ name: 'cases', sdk: cases, facts: connectCasesFacts }),
    buildService({
      name: 'connect',
      sdk: connect,
      furtherMembers: connectFurtherMembers,
      facts: connectFacts,
    }),
    buildService({ name: 'participant', sdk: participant, facts: connectParticipantFacts }),
  ].map((service): [ServiceName, Service] => [service.name, service]),
);

/** The service a credential scope stands for. Participant clients sign as `execute-api`, if at all. */
export const serviceOfScope: ReadonlyMap<string, ServiceName> = new Map<string, ServiceName>([
  ['profile', 'profile'],
  ['cases', 'cases'],
  ['connect', 'connect'],
  ['nayose', 'nayose'],
]);
