import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import { usePages } from '../api/pages.ts';
import type {
  Change,
  GroupDetail,
  GroupState,
  Job,
  MatchGroup,
  MergeItem,
  ResolutionEvent,
  ResolutionSettings,
  ReviewCounts,
} from './types.ts';

/** Groups of a domain: those that wait for a person, of one run, or of one profile. */
export function useMatchGroups(
  domain: string,
  filter: { State?: GroupState; JobId?: string; Change?: Change; ProfileId?: string },
  enabled = true,
) {
  return usePages<MatchGroup>({
    service: 'nayose',
    operation: 'ListMatchGroups',
    input: { DomainName: domain, ...filter, MaxResults: 50 },
    member: 'Items',
    enabled,
  });
}

/** One group with its members, the profile they would make, and the reasons. */
export const groupOptions = (domain: string, matchId: string) =>
  queryOptions({
    queryKey: ['GetMatchGroup', domain, matchId],
    queryFn: ({ signal }) =>
      call<GroupDetail>('nayose', 'GetMatchGroup', { DomainName: domain, MatchId: matchId }, signal).then(
        withTexts,
      ),
    staleTime: 60_000,
  });

/** Values that are lists (engagement preferences) are compared and shown as their JSON. */
function withTexts(detail: GroupDetail): GroupDetail {
  const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const texts = <Field extends { Value: string }>(fields: Record<string, Field>): Record<string, Field> =>
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, { ...field, Value: asText(field.Value) }]),
    );
  return {
    ...detail,
    Members: detail.Members.map((member) => ({ ...member, Fields: texts(member.Fields) })),
    Result: { ...detail.Result, Fields: texts(detail.Result.Fields) },
  };
}

/** Whether an event tells how far a run is and nothing else: the groups that wait are as they were. */
export const isProgress = (event: ResolutionEvent | undefined): boolean =>
  event?.Status !== undefined && event.Open === undefined;

/** How many groups wait, and what was done today; asked for again when a run, a write or a person has changed it. */
export function useReviewCounts(domain: string, enabled = true) {
  const queries = useQueryClient();
  const queryKey = ['GetReviewCounts', domain];
  useResolutionEvents(domain, (event) => {
    if (!isProgress(event)) void queries.invalidateQueries({ queryKey });
  });
  return useQuery({
    queryKey,
    enabled,
    queryFn: ({ signal }) => call<ReviewCounts>('nayose', 'GetReviewCounts', { DomainName: domain }, signal),
  });
}

/** Whether there is anything that a run could look for. */
export const isSetUp = ({ Matching, RuleBasedMatching }: ResolutionSettings): boolean =>
  Matching?.Enabled === true || RuleBasedMatching?.Enabled === true;

const working = ['PENDING', 'PREPROCESSING', 'FIND_MATCHING', 'MERGING'];

/** True until a run has ended. */
export const isRunning = ({ Status }: Pick<Job, 'Status'>) => working.includes(Status);

/** Matching settings of a domain, with the last run and the next. */
export const useResolutionSettings = (domain: string) =>
  useQuery({
    queryKey: ['GetResolutionSettings', domain],
    queryFn: ({ signal }) =>
      call<ResolutionSettings>('nayose', 'GetResolutionSettings', { DomainName: domain }, signal),
    refetchInterval: ({ state }) => (state.data && isUnsettled(state.data) ? 2000 : false),
  });

/** A run is under way, or matching on write gets ready. */
const isUnsettled = (settings: ResolutionSettings) =>
  (settings.LastJob !== undefined && isRunning(settings.LastJob)) ||
  (isSetUp(settings) && settings.Status?.Resident === false);

const jobKey = (domain: string, jobId: string) => ['GetResolutionJob', domain, jobId];

/** One run, followed until it ends. */
export function useJob(domain: string, jobId: string) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: jobKey(domain, jobId),
    queryFn: ({ signal }) =>
      call<{ Job: Job }>('nayose', 'GetResolutionJob', { DomainName: domain, JobId: jobId }, signal).then(
        ({ Job: job }) => job,
      ),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? 2000 : false),
  });
  useResolutionEvents(domain, (event) => {
    if (event && event.JobId !== jobId) return;
    const { Progress, Status } = event ?? {};
    // A run ends on the screen with its figures.
    if (!Progress || !Status || !isRunning({ Status }))
      return void queries.invalidateQueries({ queryKey: jobKey(domain, jobId) });
    queries.setQueryData<Job>(jobKey(domain, jobId), (job) => job && { ...job, Progress, Status });
  });
  return query;
}

/** What made a profile what it is. */
export const useMerges = (domain: string, profileId: string, enabled: boolean) =>
  useQuery({
    queryKey: ['ListMerges', domain, profileId],
    enabled,
    queryFn: ({ signal }) =>
      call<{ Items: MergeItem[] }>(
        'nayose',
        'ListMerges',
        { DomainName: domain, ProfileId: profileId, IncludeUndone: true },
        signal,
      ).then(({ Items }) => Items),
  });

/** Listens to what resolution does in a domain; without an event, some may have been missed. */
export function useResolutionEvents(
  domain: string,
  onEvent: (event: ResolutionEvent | undefined) => void,
): void {
  useEvents(`resolution:${domain}`, (data) =>
    onEvent(typeof data === 'object' && data !== null ? (data as ResolutionEvent) : undefined),
  );
}

/** Everything on the screen that a merge, an undo or a decision may have changed is asked for again. */
export function forgetGroups(queries: QueryClient): void {
  const names = [
    ...[
      'ListMatchGroups',
      'GetMatchGroup',
      'GetReviewCounts',
      'PreviewSureGroups',
      'ListJudgements',
      'ListMerges',
    ],
    ...['GetProfileView', 'FindProfiles', 'ListProfileHistoryRecords', 'ListProfileObjects'],
  ];
  for (const name of names) void queries.invalidateQueries({ queryKey: [name] });
}
