import type { House } from '../profiles/house.ts';
import type { NayoseOperation } from '../wire/nayose.ts';
import type { ConnectCasesOperations } from '../wire/operations.ts';
import { caseFileOperations } from './operations/caseFiles.ts';
import { caseFormOperations } from './operations/caseForms.ts';
import { caseRuleOperations } from './operations/caseRules.ts';
import { caseOperations } from './operations/cases.ts';
import { caseViewOperations } from './operations/caseView.ts';
import { domainOperations } from './operations/domains.ts';
import { fieldOptionOperations } from './operations/fieldOptions.ts';
import { fieldOperations } from './operations/fields.ts';
import { type CaseFiles, createCaseFiles } from './operations/fileContent.ts';
import { layoutOperations } from './operations/layouts.ts';
import { listOperations } from './operations/lists.ts';
import { relatedItemOperations } from './operations/relatedItems.ts';
import { tagOperations } from './operations/tags.ts';
import { templateOperations } from './operations/templates.ts';
import type { CaseRoom } from './room.ts';

/** What the room needs from the roof. */
export interface CasesDeps {
  house: House;
  /** Tells open screens: topics `case:<id>`, `profileCases:<id>` and `domain:<name>`. */
  publish?: CaseRoom['publish'];
  /** Looks up contacts by ARN or id; without it those that cases are linked with are kept by their ARN alone. */
  contactOf?: CaseRoom['contactOf'];
}

/** The room: Connect Cases whole, and what its screens need besides. */
export interface Cases {
  awsOperations: ConnectCasesOperations;
  operations: NayoseOperation[];
  /** Content of the files of cases, for the routes that carry it. */
  files: CaseFiles;
}

/** Puts the room together. */
export function createCases({ house, publish, contactOf }: CasesDeps): Cases {
  const room: CaseRoom = {
    house,
    publish: publish ?? (() => undefined),
    contactOf: contactOf ?? (async () => undefined),
  };
  return {
    awsOperations: {
      ...domainOperations(room),
      ...fieldOperations(room),
      ...fieldOptionOperations(room),
      ...layoutOperations(room),
      ...templateOperations(room),
      ...caseRuleOperations(room),
      ...caseOperations(room),
      ...relatedItemOperations(room),
      ...tagOperations(room),
    },
    operations: [
      ...listOperations(room),
      ...caseFormOperations(room),
      ...caseViewOperations(room),
      ...caseFileOperations(room),
    ],
    files: createCaseFiles(room),
  };
}
