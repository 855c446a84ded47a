/** One measurement of identity resolution in a process of its own: `resolutionChild.ts WHAT DATABASE-URL ROWS`. */

import { connect } from '../../src/database/connection.ts';
import { measureMergeAndUndo } from './mergeAndUndo.ts';
import { residentsIn } from './residents.ts';
import { measureManyPairs } from './resolveManyPairs.ts';
import { resolveOnWrite } from './resolveOnWrite.ts';
import { measureRun } from './resolveResidents.ts';

const [what = '', url = '', count = ''] = process.argv.slice(2);
const sql = connect(url, { max: 4 });
const rows = Number(count);
const residents = await residentsIn(sql, rows);
if (!residents) throw new Error(`There is no domain of ${count} customers.`);

const measurements: Record<string, () => Promise<unknown>> = {
  run: () => measureRun({ sql, ...residents, rows }),
  manyPairs: () => measureManyPairs({ domainId: residents.domainId, url }),
  onWrite: () => resolveOnWrite({ sql, ...residents }, rows, 1_000),
  mergeAndUndo: () => measureMergeAndUndo(sql),
};
const figures = await measurements[what]!();
process.send?.(JSON.stringify(figures));
await sql.end();
