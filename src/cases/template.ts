import type {
  LayoutConfiguration,
  RequiredField,
  TagPropagationConfiguration,
  TemplateRule,
  TemplateStatus,
} from '@aws-sdk/client-connectcases';

/** What a template says, in the API's own shape. */
export interface TemplateDefinition {
  status: TemplateStatus;
  description?: string | undefined;
  layoutConfiguration?: LayoutConfiguration | undefined;
  requiredFields?: RequiredField[] | undefined;
  rules?: TemplateRule[] | undefined;
  tagPropagationConfigurations?: TagPropagationConfiguration[] | undefined;
}
