import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proposeColumns } from '../../src/sources/columns.ts';
import { sampleFile } from '../../web/src/imports/sampleRows.ts';

test('the columns of the sample are known, but for the fields of one’s own', () => {
  for (const language of ['ja', 'en']) {
    const [header = [], ...rows] = sampleFile(language)
      .replace('\ufeff', '')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    assert.ok(rows.every((row) => row.length === header.length));
    const samples = rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]])));
    const { columns } = proposeColumns(samples, 250);
    const custom = columns.filter(({ Kind }) => Kind !== 'standard').map(({ Header }) => Header);
    const readings = language === 'ja' ? ['セイ', 'メイ'] : [];
    assert.deepEqual(custom, [...readings, 'Ok_to_call', 'Ok_to_email', 'attention_customer']);
    assert.equal(columns.find(({ Key }) => Key === 'unique')?.Header, header[0]);
  }
});
