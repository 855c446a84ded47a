import { useParams } from 'react-router';

/** Addresses of the screens inside one domain. */
export const places = {
  home: (domain: string) => `/d/${domain}`,
  workspace: (domain: string, contactId?: string) =>
    `/d/${domain}/workspace${contactId ? `?contact=${contactId}` : ''}`,
  contacts: (domain: string) => `/d/${domain}/contacts`,
  contact: (domain: string, contactId: string) => `/d/${domain}/contacts/${contactId}`,
  board: (domain: string) => `/d/${domain}/board`,
  routing: (domain: string) => `/d/${domain}/routing`,
  customers: (domain: string) => `/d/${domain}/customers`,
  newCustomer: (domain: string) => `/d/${domain}/customers/new`,
  customer: (domain: string, profileId: string) => `/d/${domain}/customers/${profileId}`,
  cases: (domain: string) => `/d/${domain}/cases`,
  case: (domain: string, caseId: string) => `/d/${domain}/cases/${caseId}`,
  caseSetUp: (domain: string) => `/d/${domain}/case-settings`,
  review: (domain: string, matchId?: string) =>
    `/d/${domain}/review${matchId ? `?${new URLSearchParams({ match: matchId })}` : ''}`,
  resolutionJobs: (domain: string) => `/d/${domain}/resolution-jobs`,
  resolutionJob: (domain: string, jobId: string) => `/d/${domain}/resolution-jobs/${jobId}`,
  judgements: (domain: string) => `/d/${domain}/judgements`,
  matching: (domain: string) => `/d/${domain}/matching`,
  matchingPreview: (domain: string, jobId: string) => `/d/${domain}/matching/preview/${jobId}`,
  merge: (domain: string, profileIds: readonly string[]) => `/d/${domain}/merge?ids=${profileIds.join(',')}`,
  imports: (domain: string) => `/d/${domain}/imports`,
  prepareImport: (domain: string, bucket: string, key: string) =>
    `/d/${domain}/imports/new?${new URLSearchParams({ bucket, key })}`,
  import: (domain: string, importId: string) => `/d/${domain}/imports/${importId}`,
  objectTypes: (domain: string) => `/d/${domain}/object-types`,
  objectType: (domain: string, name: string) => `/d/${domain}/object-types/${encodeURIComponent(name)}`,
  fields: (domain: string) => `/d/${domain}/fields`,
  integrations: (domain: string) => `/d/${domain}/integrations`,
  integration: (domain: string, uri: string) =>
    `/d/${domain}/integrations/one?${new URLSearchParams({ uri })}`,
  access: (domain: string) => `/d/${domain}/access`,
};

/** The domain that the address names. */
export function useDomain(): string {
  return useParams()['domain'] ?? '';
}
