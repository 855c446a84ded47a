import { factTable } from './factTable.ts';
import type { ObjectTypeDefinition } from './objectType.ts';
import { contactRecords } from './templates/contactRecords.ts';
import { people } from './templates/people.ts';
import { records } from './templates/records.ts';
import type { Template } from './templates/template.ts';

/** Templates by TemplateId (AWS: ListProfileObjectTypeTemplates; fields and keys as documented for each source). */
export const templates = factTable<Template>({ ...contactRecords, ...people, ...records });

/** The definition an object type gets from a template; undefined for an unknown id. */
export function templateDefinition(templateId: string): ObjectTypeDefinition | undefined {
  const template = Object.hasOwn(templates, templateId) ? templates[templateId] : undefined;
  if (!template) return undefined;
  return {
    Description: `${template.sourceName} ${template.sourceObject}`,
    AllowProfileCreation: template.allowProfileCreation,
    Fields: template.fields,
    Keys: template.keys,
  };
}

/** The definition of a type that is only named, after a template (AWS: implicit object types); undefined for other names. */
export function implicitDefinition(typeName: string): ObjectTypeDefinition | undefined {
  const definition = templateDefinition(typeName);
  return definition && { ...definition, TemplateId: typeName, implicit: true };
}
