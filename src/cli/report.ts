/** An import as the server tells it; the members this report reads. */
export interface Import {
  Status: string;
  Bucket: string;
  ObjectTypeName?: string;
  DryRun: boolean;
  Encoding?: string;
  Delimiter?: string;
  BytesRead: number;
  BytesTotal: number;
  RowsRead: number;
  Created: number;
  Updated: number;
  Unchanged: number;
  Rejected: number;
  FirstRejects?: { Line: number; Field?: string; Reason: string }[];
  RejectedKey?: string;
  Message?: string;
}

const shownRejects = 10;
const delimiterNames: Record<string, string> = { ',': 'comma', '\t': 'tab', ';': 'semicolon' };

/** What came of an import, for a person at a terminal. */
export function reportText(done: Import, rejectsPath: string | undefined): string {
  const delimiter = done.Delimiter ? `, ${delimiterNames[done.Delimiter] ?? done.Delimiter}` : '';
  const lines = [
    headline(done),
    ...(done.Message ? [`  ${done.Message}`] : []),
    ...(done.ObjectTypeName ? [`  object type   ${done.ObjectTypeName}`] : []),
    ...(done.Encoding ? [`  read as       ${done.Encoding}${delimiter}`] : []),
    row('rows read', done.RowsRead),
    row('created', done.Created),
    row('updated', done.Updated),
    row('unchanged', done.Unchanged),
    row('rejected', done.Rejected),
    ...rejects(done),
  ];
  if (rejectsPath) lines.push(`  Rejected rows with their reasons: ${rejectsPath}`);
  return lines.join('\n');
}

function headline({ Status, DryRun }: Import): string {
  if (Status === 'COMPLETED') return DryRun ? 'Dry run: nothing was written.' : 'Imported.';
  return Status === 'CANCELLED' ? 'The import was cancelled.' : 'The import failed.';
}

const row = (name: string, value: number) => `  ${name.padEnd(12)}${value.toLocaleString('en').padStart(12)}`;

function rejects({ FirstRejects = [], Rejected }: Import): string[] {
  const shown = FirstRejects.slice(0, shownRejects).map(
    ({ Line, Field, Reason }) => `    line ${Line}${Field ? `, ${Field}` : ''}: ${Reason}`,
  );
  const rest = Rejected - shown.length;
  return shown.length > 0 && rest > 0 ? [...shown, `    … and ${rest.toLocaleString('en')} more`] : shown;
}
