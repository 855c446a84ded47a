import type { Caller, Role } from '../wire/call.ts';
import { accessDenied } from '../wire/refusal.ts';

/** Roles by power: who may do something also may everything that a role below may. */
const rank: Record<Role, number> = { agent: 0, supervisor: 1, admin: 2 };

/** Whether `role` is `needed` or above it. */
export const isAtLeast = (role: Role, needed: Role) => rank[role] >= rank[needed];

/** What an agent does while serving a customer. */
const agentOperations: Record<string, string[]> = {
  profile: [
    'ListDomains',
    'GetDomain',
    'SearchProfiles',
    'BatchGetProfile',
    'CreateProfile',
    'UpdateProfile',
    'AddProfileKey',
    'DeleteProfileKey',
    'ListProfileObjects',
    'ListProfileHistoryRecords',
    'GetProfileHistoryRecord',
    'ListProfileObjectTypes',
    'GetProfileObjectType',
    'ListProfileObjectTypeTemplates',
    'GetProfileObjectTypeTemplate',
    'GetSimilarProfiles',
    // Two records of the caller on the line are seen by the agent first; a supervisor can undo it at any time.
    'MergeProfiles',
    'ListCalculatedAttributeDefinitions',
    'GetCalculatedAttributeDefinition',
    'ListCalculatedAttributesForProfile',
    'GetCalculatedAttributeForProfile',
    'BatchGetCalculatedAttributeForProfile',
    'GetSegmentMembership',
    'GetProfileRecommendations',
    'SearchRecommendations',
    'ListDomainLayouts',
    'GetDomainLayout',
    'ListDomainObjectTypes',
    'GetDomainObjectType',
    'ListTagsForResource',
  ],
  cases: [
    'ListDomains',
    'GetDomain',
    'CreateCase',
    'GetCase',
    'UpdateCase',
    'SearchCases',
    'ListCasesForContact',
    'GetCaseAuditEvents',
    'CreateRelatedItem',
    'UpdateRelatedItem',
    'SearchRelatedItems',
    'SearchAllRelatedItems',
    'BatchGetField',
    'ListFields',
    'ListFieldOptions',
    'ListLayouts',
    'GetLayout',
    'ListTemplates',
    'GetTemplate',
    'ListCaseRules',
    'BatchGetCaseRule',
    'ListTagsForResource',
  ],
  connect: [
    'ListInstances',
    'DescribeInstance',
    'DescribeContact',
    'ListContactReferences',
    'ListAssociatedContacts',
    'SearchContacts',
    'GetContactAttributes',
    'UpdateContactAttributes',
    'UpdateContact',
    'CreateContact',
    'StartChatContact',
    'StartTaskContact',
    'StartOutboundVoiceContact',
    // Of the own contacts; the operation itself looks whose it is.
    'StopContact',
    'TransferContact',
    'PauseContact',
    'ResumeContact',
    'DismissUserContact',
    'TagContact',
    'UntagContact',
    'PutUserStatus',
    'ListAgentStatuses',
    'DescribeAgentStatus',
    'ListQueues',
    'DescribeQueue',
    'ListQuickConnects',
    'DescribeQuickConnect',
    'ListQueueQuickConnects',
    'CreateParticipant',
  ],
  // The token of a participant says what it is for; whoever holds one may try.
  participant: [
    'CreateParticipantConnection',
    'DisconnectParticipant',
    'GetTranscript',
    'SendEvent',
    'SendMessage',
    'CancelParticipantAuthentication',
    'CompleteAttachmentUpload',
    'DescribeView',
    'GetAttachment',
    'GetAuthenticationUrl',
    'StartAttachmentUpload',
  ],
};

/** What a supervisor adds: bringing customers in, reviewing matches, looking after the team. */
const supervisorOperations: Record<string, string[]> = {
  profile: [
    'DeleteProfile',
    'PutProfileObject',
    'BatchPutProfileObject',
    'DeleteProfileObject',
    'DetectProfileObjectType',
    'PutProfileObjectType',
    'ListIntegrations',
    'GetIntegration',
    'PutIntegration',
    'ListAccountIntegrations',
    'CreateUploadJob',
    'GetUploadJob',
    'GetUploadJobPath',
    'ListUploadJobs',
    'StartUploadJob',
    'StopUploadJob',
    'ListWorkflows',
    'GetWorkflow',
    'GetWorkflowSteps',
    'GetMatches',
    'ListRuleBasedMatches',
    'GetAutoMergingPreview',
    'GetIdentityResolutionJob',
    'ListIdentityResolutionJobs',
    'ListObjectTypeAttributes',
    'ListObjectTypeAttributeValues',
    'ListProfileAttributeValues',
    'GetObjectTypeAttributeStatistics',
    'CreateCalculatedAttributeDefinition',
    'UpdateCalculatedAttributeDefinition',
    'DeleteCalculatedAttributeDefinition',
    'CreateSegmentDefinition',
    'GetSegmentDefinition',
    'ListSegmentDefinitions',
    'DeleteSegmentDefinition',
    'CreateSegmentEstimate',
    'GetSegmentEstimate',
    'CreateSegmentSnapshot',
    'GetSegmentSnapshot',
    'CreateDomainLayout',
    'UpdateDomainLayout',
    'DeleteDomainLayout',
  ],
  cases: ['DeleteCase', 'DeleteRelatedItem'],
  connect: [
    'MonitorContact',
    'SearchUsers',
    'ListUsers',
    'DescribeUser',
    'GetCurrentUserData',
    'GetCurrentMetricData',
    'GetMetricData',
    'GetMetricDataV2',
    'GetContactMetrics',
    'ListRoutingProfiles',
    'DescribeRoutingProfile',
    'ListRoutingProfileQueues',
    'ListContactFlows',
    'DescribeContactFlow',
    'ListHoursOfOperations',
    'DescribeHoursOfOperation',
  ],
};

const agentMay = toSets(agentOperations);
const supervisorMay = toSets(supervisorOperations);

/**
 * The least role that may run an operation of the AWS services; whatever is in no list is for admins.
 * `service` is the signing name: profile, cases or connect.
 */
export function neededRole(service: string, operation: string): Role {
  if (agentMay.get(service)?.has(operation)) return 'agent';
  if (supervisorMay.get(service)?.has(operation)) return 'supervisor';
  return 'admin';
}

/** Refuses a caller whose role may not run an operation. */
export type Authorise = (service: string, operation: string, caller: Caller) => void;

/** Roles for both doors; the operations of our own service bring theirs with them. */
export function createAuthorise(own: readonly { name: string; roles: readonly Role[] }[]): Authorise {
  const ownRoles = new Map(own.map(({ name, roles }) => [name, roles]));
  return (service, operation, caller) => {
    const needed = neededRole(service, operation);
    const allowed =
      service === 'nayose'
        ? ownRoles.get(operation)?.includes(caller.role) === true
        : isAtLeast(caller.role, needed);
    if (allowed) return;
    const who = service === 'nayose' ? ownRoles.get(operation)?.join(', ') : needed;
    throw accessDenied(`${operation} needs the role ${who}; ${caller.arn} has the role ${caller.role}.`);
  };
}

/** The operations named above, by service; a test holds them against the services' own lists. */
export const listedOperations = (service: string) => [
  ...(agentOperations[service] ?? []),
  ...(supervisorOperations[service] ?? []),
];

function toSets(lists: Record<string, string[]>): Map<string, Set<string>> {
  return new Map(Object.entries(lists).map(([service, names]) => [service, new Set(names)]));
}
