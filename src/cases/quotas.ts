/** How much a Cases domain holds (AWS: quotas of Amazon Connect Cases, 2026). */
export const quotas = {
  /** Made with CreateDomain; the ones that serve a profile domain come on top. */
  domains: 5,
  fields: 500,
  optionsPerField: 500,
  layouts: 100,
  templates: 100,
  /** AWS names none; so many fit a template. */
  caseRules: 500,
  relatedItemsPerCase: 200,
  filesPerCase: 50,
  /** Bytes of one file; ours, for the content lies in the database. */
  fileBytes: 20_000_000,
  fieldsPerLayout: 100,
  slasPerCase: 10,
  fieldsPerCustomItem: 5,
  conditionsPerRule: 5,
  conditionLevels: 2,
  tagsPerResource: 50,
  summaryLength: 3000,
} as const;
