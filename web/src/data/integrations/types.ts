/** What an integration watches and what its last look found, as ListIntegrationViews gives it. */
export interface IntegrationSummary {
  Uri: string;
  ObjectTypeName?: string;
  /** Absent: a source that is kept but not read here. */
  Bucket?: string;
  Prefix: string;
  /** `rate(…)` or `cron(…)`; absent: it looks on demand only. */
  Schedule?: string;
  Timezone?: string;
  PausedAt?: number;
  CreatedAt: number;
  LastUpdatedAt: number;
  LastLook?: { At: number; FilesFound?: number; FilesNew?: number; Problem?: string };
  NextLookAt?: number;
}

/** One integration with what came of its imports, as GetIntegrationView gives it. */
export interface IntegrationView extends IntegrationSummary {
  Totals: {
    Imports: number;
    Failed: number;
    RowsRead: number;
    Created: number;
    Updated: number;
    Unchanged: number;
    Rejected: number;
  };
}

/** Where it looks, as people write it: bucket and folder; a source that is not read here by its URI. */
export const placeOf = ({ Bucket, Prefix, Uri }: IntegrationSummary): string =>
  Bucket ? `${Bucket}/${Prefix}` : Uri;
