import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseSync, Visitor } from 'vite';
import en from '../../web/src/locales/en.json' with { type: 'json' };
import ja from '../../web/src/locales/ja.json' with { type: 'json' };

type Texts = { [key: string]: string | Texts };

const sources = join(import.meta.dirname, '../../web/src');

function flat(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flat(value, `${path}${key}.`),
  );
}

test('every text is there in Japanese and in English', () => {
  const keys = (texts: Texts) => flat(texts).map(([key]) => key);
  assert.deepEqual(keys(ja), keys(en));
  for (const [key, text] of [...flat(ja), ...flat(en)]) assert.notEqual(text.trim(), '', key);
});

test('both languages put the same values into a text', () => {
  const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
  const english = new Map(flat(en));
  for (const [key, text] of flat(ja)) assert.deepEqual(places(text), places(english.get(key) ?? ''), key);
});

test('Japanese texts are Japanese', () => {
  // What is the same in both: examples, and the name of an interface.
  const same = /^(?:search\.example\.|fields\.sources\.api$)/;
  const foreign = flat(ja).filter(
    ([, text]) =>
      /[a-z]{3}/i.test(text.replace(/\{\{\w+\}\}/g, '')) && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text),
  );
  assert.deepEqual(
    foreign.map(([key]) => key).filter((key) => !same.test(key)),
    [],
  );
});

test('no text for people stands in a component', async () => {
  const files = (await readdir(sources, { recursive: true })).filter((name) => name.endsWith('.tsx'));
  assert.ok(files.length > 30);
  const found: string[] = [];
  for (const name of files) found.push(...literalTexts(name, await readFile(join(sources, name), 'utf8')));
  assert.deepEqual(found, []);
});

/** The product's name and marks that are the same in every language. */
const sameEverywhere = /^(?:Nayose|[\s\p{P}\p{S}\d]*)$/u;
const spoken = new Set([
  'label',
  'title',
  'header',
  'headerText',
  'placeholder',
  'alt',
  'description',
  'ariaLabel',
  'aria-label',
  'constraintText',
  'errorText',
  'text',
]);

function literalTexts(name: string, code: string): string[] {
  const { program, errors } = parseSync(name, code);
  assert.deepEqual(errors, [], name);
  const found: string[] = [];
  const note = (text: string) => !sameEverywhere.test(text.trim()) && found.push(`${name}: ${text.trim()}`);
  new Visitor({
    JSXText: (node) => void note(node.value),
    JSXAttribute: ({ name: attribute, value }) => {
      const isSpoken = attribute.type === 'JSXIdentifier' && spoken.has(attribute.name);
      if (isSpoken && value?.type === 'Literal' && typeof value.value === 'string') note(value.value);
    },
  }).visit(program);
  return found;
}
