import type { Call } from '../../wire/call.ts';
import { type GivenFile, type OpenFile, openFile, storeFile } from '../caseFiles.ts';
import type { RelatedItem } from '../relatedItem.ts';
import type { CaseRoom } from '../room.ts';
import { openServed } from './openCasePage.ts';

/** Content of the files of cases, as the routes need it that carry it. */
export interface CaseFiles {
  /** Keeps a file and puts it beside its case. */
  store(call: Call, domainName: string, file: GivenFile): Promise<RelatedItem>;
  /** Opens a file by the item that stands for it. */
  open(call: Call, domainName: string, place: { caseId: string; itemId: string }): Promise<OpenFile>;
}

/** Content of the files of cases, over the house's own database. */
export const createCaseFiles = (room: CaseRoom): CaseFiles => ({
  async store(call, domainName, file) {
    const { served } = await openServed(room, domainName, call);
    return storeFile(room, served.domain, call.caller, file);
  },
  async open(call, domainName, place) {
    const { served } = await openServed(room, domainName, call);
    return openFile(room, served.domain, place);
  },
});
