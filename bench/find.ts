/** The web app's search by part of a name and by the last four digits of a phone, in a million customers. */

import { readingForm } from '../src/values/nameSearch.ts';
import { customers } from './support/customers.ts';
import { hammer, signedRequest } from './support/hammer.ts';
import { printFigure, say } from './support/line.ts';
import { DomainName, ensureCustomers } from './support/million.ts';
import { startServer } from './support/server.ts';

const connections = 20;
const server = await startServer();
await ensureCustomers(server);

/** Queries of each kind, one to four characters, cut from real names at any place. */
function queries(): Record<string, string[]> {
  const kinds: Record<string, string[]> = { kanji: [], kana: [], romaji: [], digits: [] };
  let turn = 0;
  for (const customer of customers(4000)) {
    turn += 1;
    const length = 1 + (turn % 4);
    const at = turn % 3;
    const cut = (text: string) =>
      [...text].slice(at, at + length).join('') || [...text].slice(0, length).join('');
    const kana = customer.セイ ?? '';
    const add = (kind: string, text: string) => text !== '' && kinds[kind]?.push(text);
    add('kanji', cut(`${customer.姓}${customer.名}`));
    add('kana', cut(kana));
    add('romaji', cut(readingForm(kana) ?? ''));
    add('digits', (customer.携帯電話 || customer.電話番号 || '').replace(/\D/g, '').slice(-4));
  }
  return kinds;
}

const target = { url: server.url, service: 'nayose', credentials: server.credentials };
for (const [kind, texts] of Object.entries(queries())) {
  const usable = texts.filter((text) => kind !== 'digits' || text.length === 4);
  const prepare = () => usable.map((Query) => signedRequest(target, '/FindProfiles', { DomainName, Query }));
  await hammer(server.url, prepare(), { connections, seconds: 4 });
  const load = await hammer(server.url, prepare(), { connections, seconds: 10 });
  say(`${kind}: ${JSON.stringify(load)}`);
  printFigure({
    bench: 'find',
    metric: `p99 by ${kind}`,
    value: load.p99,
    unit: 'ms',
    goal: 50,
    better: 'lower',
    detail: { connections, ...load },
  });
}
await server.stop();
