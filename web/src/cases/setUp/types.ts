import type { CaseRuleDetails, LayoutContent, TemplateRule } from '@aws-sdk/client-connectcases';
import type { FieldType } from '../types.ts';

export type { CaseRuleDetails, LayoutContent, TemplateRule };

/** Answers of Connect Cases, as the session door gives them. */
export interface SetUpField {
  fieldId: string;
  name: string;
  type: FieldType;
  namespace: 'System' | 'Custom';
  description?: string;
  attributes?: { text?: { isMultiline?: boolean } };
}

export interface SetUpOption {
  value: string;
  name: string;
  active: boolean;
}

export interface LayoutSummary {
  layoutId: string;
  name: string;
}

export interface TemplateSummary {
  templateId: string;
  name: string;
  status: 'Active' | 'Inactive';
}

export interface RuleSummary {
  caseRuleId: string;
  name: string;
  ruleType: 'Required' | 'Hidden' | 'FieldOptions';
  description?: string;
}

export interface Template extends TemplateSummary {
  description?: string;
  layoutConfiguration?: { defaultLayout?: string };
  requiredFields?: { fieldId: string }[];
  rules?: TemplateRule[];
}

export interface Layout extends LayoutSummary {
  content: LayoutContent;
}

export interface Rule extends RuleSummary {
  rule: CaseRuleDetails;
}

/** Everything that decides how cases of a domain look. */
export interface SetUp {
  casesDomainId: string;
  fields: SetUpField[];
  layouts: LayoutSummary[];
  templates: TemplateSummary[];
  rules: RuleSummary[];
}
