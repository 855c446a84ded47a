import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { notFound } from '../../wire/refusal.ts';
import { templateDefinition, templates } from '../templates.ts';

type TemplateOperation = 'ListProfileObjectTypeTemplates' | 'GetProfileObjectTypeTemplate';

/** Templates that object types can come from. */
export const templateOperations: Pick<CustomerProfilesOperations, TemplateOperation> = {
  async ListProfileObjectTypeTemplates(input) {
    const limit = input.MaxResults ?? 100;
    const [after = ''] = fromToken(input.NextToken, ['text']) ?? [];
    const all = Object.entries(templates)
      .filter(([id]) => id > after)
      .sort();
    const page = pageOf(all, limit, ([id]) => [id]);
    const Items = page.items.map(([id, template]) => ({
      TemplateId: id,
      SourceName: template.sourceName,
      SourceObject: template.sourceObject,
    }));
    return { Items, NextToken: page.nextToken };
  },

  async GetProfileObjectTypeTemplate(input) {
    const template = templates[input.TemplateId];
    const definition = templateDefinition(input.TemplateId);
    if (!template || !definition) throw notFound(`Template "${input.TemplateId}" does not exist.`);
    return {
      TemplateId: input.TemplateId,
      SourceName: template.sourceName,
      SourceObject: template.sourceObject,
      AllowProfileCreation: definition.AllowProfileCreation ?? false,
      SourceLastUpdatedTimestampFormat: definition.SourceLastUpdatedTimestampFormat,
      Fields: definition.Fields,
      Keys: definition.Keys as never,
    };
  },
};
