import { type Recommendation, Recommendation$ } from '@aws-sdk/client-customer-profiles';
import type { FurtherMembers, SchemaRef } from '../shape.ts';

/*
 * Operations and members that the Customer Profiles model of 2020-08-15 has and the installed SDK does not have yet,
 * in the SDK's own schema form: [kind, namespace, name, traits, …]. A newer SDK that brings them wins (see services.ts).
 */

const ns = 'com.amazonaws.customerprofiles';
const text = 0;
const number = 1;
const yesNo = 2;
const time = 4;
const texts = 64;
const textMap = 128;
/** Bound to the path. */
const label: SchemaRef = [0, 1] as unknown as SchemaRef;
const maxResults = [number, { httpQuery: 'max-results' }] as unknown as SchemaRef;
const nextToken = [text, { httpQuery: 'next-token' }] as unknown as SchemaRef;

const structure = (name: string, members: Record<string, unknown>) =>
  [3, ns, name, 0, Object.keys(members), Object.values(members)] as unknown as SchemaRef;
const list = (name: string, item: () => SchemaRef) => [1, ns, name, 0, item] as unknown as SchemaRef;
const map = (name: string, value: unknown) => [2, ns, name, 0, text, value] as unknown as SchemaRef;
const operation = (
  name: string,
  method: string,
  path: string,
  input: SchemaRef,
  output: SchemaRef,
): SchemaRef =>
  [9, ns, name, { http: [method, path, 200] }, () => input, () => output] as unknown as SchemaRef;

const item = structure('BatchPutProfileObjectRequestItem', { Id: text, Object: text });
const itemDone = structure('BatchPutProfileObjectResponseItem', { Id: text, ProfileObjectUniqueKey: text });
const itemFailed = structure('BatchPutProfileObjectErrorItem', { Id: text, Code: number, Message: text });
const schedule = structure('ScheduleConfiguration', { Interval: number, Unit: text });
const executions = structure('ScheduledExecutions', { NextExecutedAt: time, LastExecutedAt: time });
const associated = structure('AssociatedSegment', { SegmentName: text, Status: text, Message: text });
const event = structure('SubscriptionEventItem', {
  ProfileId: text,
  UpdatedAt: time,
  EventType: text,
  Event: text,
});
const schemaField = structure('RecommenderSchemaField', {
  TargetFieldName: text,
  ContentType: text,
  FeatureType: text,
});
const schemaFields = map('RecommenderSchemaFields', () =>
  list('RecommenderSchemaFieldList', () => schemaField),
);
const schemaSummary = { RecommenderSchemaName: text, Fields: schemaFields, CreatedAt: time, Status: text };
const filter = structure('RecommenderFilter', { Name: text, Values: textMap });
const promotion = structure('RecommenderPromotionalFilter', {
  Name: text,
  Values: textMap,
  PromotionName: text,
  PercentPromotedItems: number,
});
const recommender = structure('Recommender', {
  Name: text,
  Filters: list('RecommenderFilters', () => filter),
  PromotionalFilters: list('RecommenderPromotionalFilters', () => promotion),
});
const diversity = structure('RecommendationDiversityConfig', {
  Enabled: yesNo,
  Values: map('DiversityValuesMap', number),
});
const ofSegment = { DomainName: label, SegmentDefinitionName: label };
const segmentPath = '/domains/{DomainName}/segment-definitions/{SegmentDefinitionName}';
const schemaPath = '/domains/{DomainName}/recommender-schemas';
const message = { Message: text };

/** The operations that the SDK lacks. */
export const furtherOperations: readonly SchemaRef[] = [
  operation(
    'BatchPutProfileObject',
    'PUT',
    '/domains/{DomainName}/profiles/objects/batch-put-profile-object',
    structure('BatchPutProfileObjectRequest', {
      DomainName: label,
      ObjectTypeName: text,
      Items: list('BatchPutProfileObjectRequestItemList', () => item),
    }),
    structure('BatchPutProfileObjectResponse', {
      Successful: list('BatchPutProfileObjectResponseList', () => itemDone),
      Failed: list('BatchPutProfileObjectErrorList', () => itemFailed),
    }),
  ),
  operation(
    'AssociateStreamForSegments',
    'POST',
    '/domains/{DomainName}/segment-streams',
    structure('AssociateStreamForSegmentsRequest', {
      DomainName: label,
      DestinationArn: text,
      DestinationRoleArn: text,
    }),
    structure('AssociateStreamForSegmentsResponse', {}),
  ),
  operation(
    'DisassociateStreamForSegments',
    'DELETE',
    '/domains/{DomainName}/segment-streams',
    structure('DisassociateStreamForSegmentsRequest', { DomainName: label }),
    structure('DisassociateStreamForSegmentsResponse', message),
  ),
  operation(
    'GetStreamForSegments',
    'GET',
    '/domains/{DomainName}/segment-streams',
    structure('GetStreamForSegmentsRequest', { DomainName: label }),
    structure('GetStreamForSegmentsResponse', {
      AssociatedAt: time,
      AssociatedSegments: list('AssociatedSegmentsList', () => associated),
      DomainName: text,
      DestinationArn: text,
      DestinationRoleArn: text,
      State: text,
      DisassociatedAt: time,
      FailureReason: text,
    }),
  ),
  operation(
    'PutSegmentSubscription',
    'PUT',
    `${segmentPath}/subscriptions`,
    structure('PutSegmentSubscriptionRequest', { ...ofSegment, ScheduleConfiguration: schedule }),
    structure('PutSegmentSubscriptionResponse', {
      Status: text,
      ScheduleConfiguration: schedule,
      StartedAt: time,
    }),
  ),
  operation(
    'GetSegmentSubscription',
    'GET',
    `${segmentPath}/subscriptions`,
    structure('GetSegmentSubscriptionRequest', ofSegment),
    structure('GetSegmentSubscriptionResponse', {
      Status: text,
      Message: text,
      ScheduleConfiguration: schedule,
      ScheduledExecutions: executions,
      StartedAt: time,
      LastUpdatedAt: time,
    }),
  ),
  operation(
    'DeleteSegmentSubscription',
    'DELETE',
    `${segmentPath}/subscriptions`,
    structure('DeleteSegmentSubscriptionRequest', ofSegment),
    structure('DeleteSegmentSubscriptionResponse', message),
  ),
  operation(
    'ListSegmentSubscriptionEvents',
    'GET',
    `${segmentPath}/subscription-events`,
    structure('ListSegmentSubscriptionEventsRequest', {
      ...ofSegment,
      MaxResults: maxResults,
      NextToken: nextToken,
    }),
    structure('ListSegmentSubscriptionEventsResponse', {
      Events: list('SubscriptionEventsList', () => event),
      NextToken: text,
    }),
  ),
  operation(
    'CreateRecommenderSchema',
    'POST',
    `${schemaPath}/{RecommenderSchemaName}`,
    structure('CreateRecommenderSchemaRequest', {
      DomainName: label,
      RecommenderSchemaName: label,
      Fields: schemaFields,
      Tags: textMap,
    }),
    structure('CreateRecommenderSchemaResponse', {
      RecommenderSchemaArn: text,
      ...schemaSummary,
      Tags: textMap,
    }),
  ),
  operation(
    'GetRecommenderSchema',
    'GET',
    `${schemaPath}/{RecommenderSchemaName}`,
    structure('GetRecommenderSchemaRequest', { DomainName: label, RecommenderSchemaName: label }),
    structure('GetRecommenderSchemaResponse', schemaSummary),
  ),
  operation(
    'DeleteRecommenderSchema',
    'DELETE',
    `${schemaPath}/{RecommenderSchemaName}`,
    structure('DeleteRecommenderSchemaRequest', { DomainName: label, RecommenderSchemaName: label }),
    structure('DeleteRecommenderSchemaResponse', {}),
  ),
  operation(
    'ListRecommenderSchemas',
    'GET',
    schemaPath,
    structure('ListRecommenderSchemasRequest', {
      DomainName: label,
      MaxResults: maxResults,
      NextToken: nextToken,
    }),
    structure('ListRecommenderSchemasResponse', {
      NextToken: text,
      RecommenderSchemas: list('RecommenderSchemaSummaryList', () =>
        structure('RecommenderSchemaSummary', schemaSummary),
      ),
    }),
  ),
  operation(
    'SearchRecommendations',
    'POST',
    '/domains/{DomainName}/recommendations',
    structure('SearchRecommendationsRequest', {
      DomainName: label,
      KeyName: text,
      KeyValues: texts,
      Recommender: recommender,
      CandidateIds: texts,
      Context: textMap,
      Diversity: diversity,
      Metadata: structure('RecommendationMetadata', { Columns: texts }),
      MaxRecommendations: number,
    }),
    structure('SearchRecommendationsResponse', {
      ProfileId: text,
      Recommendations: list('Recommendations', () => Recommendation$ as unknown as SchemaRef),
    }),
  ),
];

const sortAttribute = structure('SortAttribute', { Name: text, DataType: text, Order: text, Type: text });
const segmentSort = structure('SegmentSort', { Attributes: list('SortAttributeList', () => sortAttribute) });
const diversityColumn = structure('DiversityColumn', { Name: text, CapType: text, Target: text });
const diversityConfig = structure('DiversityConfig', {
  DiversityColumns: list('DiversityColumnsList', () => diversityColumn),
});
const textMember = (name: string) => [name, text as unknown as SchemaRef] as const;

/** Members that structures of the SDK lack. */
export const furtherMembers: FurtherMembers = {
  CreateRecommenderFilterRequest: [textMember('RecommenderSchemaName')],
  CreateRecommenderRequest: [textMember('RecommenderSchemaName')],
  CreateSegmentDefinitionRequest: [['SegmentSort', segmentSort]],
  GetProfileRecommendationsRequest: [['DiversityConfig', diversity]],
  GetRecommenderFilterResponse: [textMember('RecommenderSchemaName')],
  GetRecommenderResponse: [textMember('RecommenderSchemaName'), textMember('ActiveRecommenderVersionName')],
  GetSegmentDefinitionResponse: [['SegmentSort', segmentSort]],
  RecommenderConfig: [
    ['IncludedColumns', map('IncludedColumns', texts)],
    ['ExcludedColumns', map('ExcludedColumns', texts)],
    ['DiversityConfig', diversityConfig],
  ],
  RecommenderFilterSummary: [textMember('RecommenderSchemaName')],
  RecommenderSummary: [textMember('RecommenderSchemaName')],
  RecommenderUpdate: [textMember('RecommenderVersionName')],
  TrainingMetrics: [textMember('RecommenderVersionName')],
  UpdateRecommenderRequest: [textMember('RecommenderVersionName')],
};

interface OfDomain {
  DomainName: string;
}
interface OfSegment extends OfDomain {
  SegmentDefinitionName: string;
}
interface OfSchema extends OfDomain {
  RecommenderSchemaName: string;
}
interface Page {
  MaxResults?: number;
  NextToken?: string;
}
/** How often a subscribed segment is evaluated. */
export interface ScheduleConfiguration {
  Interval: number;
  Unit?: string;
}
/** A source field of a recommender schema. */
export interface RecommenderSchemaField {
  TargetFieldName: string;
  ContentType?: string;
  FeatureType?: string;
}
/** A recommender schema as listed. */
export interface RecommenderSchemaSummary {
  RecommenderSchemaName: string;
  Fields: Record<string, RecommenderSchemaField[]>;
  CreatedAt: Date;
  Status: string;
}
interface RecommenderFilter {
  Name?: string;
  Values?: Record<string, string>;
}

/** Inputs and outputs of the operations that the SDK lacks, as `[input, output]`. */
export interface FurtherShapes {
  BatchPutProfileObject: [
    OfDomain & { ObjectTypeName: string; Items: { Id: string; Object: string }[] },
    {
      Successful?: { Id: string; ProfileObjectUniqueKey: string }[];
      Failed?: { Id: string; Code: number; Message?: string }[];
    },
  ];
  AssociateStreamForSegments: [OfDomain & { DestinationArn: string; DestinationRoleArn: string }, object];
  DisassociateStreamForSegments: [OfDomain, { Message?: string }];
  GetStreamForSegments: [
    OfDomain,
    {
      AssociatedAt?: Date;
      AssociatedSegments?: { SegmentName?: string; Status?: string; Message?: string }[];
      DomainName?: string;
      DestinationArn?: string;
      DestinationRoleArn?: string;
      State?: string;
      DisassociatedAt?: Date;
      FailureReason?: string;
    },
  ];
  PutSegmentSubscription: [
    OfSegment & { ScheduleConfiguration?: ScheduleConfiguration },
    { Status?: string; ScheduleConfiguration?: ScheduleConfiguration; StartedAt?: Date },
  ];
  GetSegmentSubscription: [
    OfSegment,
    {
      Status?: string;
      Message?: string;
      ScheduleConfiguration?: ScheduleConfiguration;
      ScheduledExecutions?: { NextExecutedAt?: Date; LastExecutedAt?: Date };
      StartedAt?: Date;
      LastUpdatedAt?: Date;
    },
  ];
  DeleteSegmentSubscription: [OfSegment, { Message?: string }];
  ListSegmentSubscriptionEvents: [
    OfSegment & Page,
    {
      Events?: { ProfileId?: string; UpdatedAt?: Date; EventType?: string; Event?: string }[];
      NextToken?: string;
    },
  ];
  CreateRecommenderSchema: [
    OfSchema & { Fields: Record<string, RecommenderSchemaField[]>; Tags?: Record<string, string> },
    RecommenderSchemaSummary & { RecommenderSchemaArn: string; Tags?: Record<string, string> },
  ];
  GetRecommenderSchema: [OfSchema, RecommenderSchemaSummary];
  DeleteRecommenderSchema: [OfSchema, object];
  ListRecommenderSchemas: [
    OfDomain & Page,
    { NextToken?: string; RecommenderSchemas?: RecommenderSchemaSummary[] },
  ];
  SearchRecommendations: [
    OfDomain & {
      KeyName: string;
      KeyValues: string[];
      Recommender: {
        Name: string;
        Filters?: RecommenderFilter[];
        PromotionalFilters?: (RecommenderFilter & {
          PromotionName?: string;
          PercentPromotedItems?: number;
        })[];
      };
      CandidateIds?: string[];
      Context?: Record<string, string>;
      Diversity?: { Enabled: boolean; Values?: Record<string, number> };
      Metadata?: { Columns?: string[] };
      MaxRecommendations?: number;
    },
    { ProfileId?: string; Recommendations?: Recommendation[] },
  ];
}
