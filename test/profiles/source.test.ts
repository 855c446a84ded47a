import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { accessorOf, compileSource, parseAccessor, SourceError } from '../../src/profiles/source.ts';

const read = (source: string, object: object) => compileSource(source)(object as Record<string, unknown>);

test('accessors', () => {
  const object = {
    a: { b: [{ c: 'deep' }], 'b c': 'spaced' },
    氏名: '山田 太郎',
    'お名前（漢字）': '髙橋',
    '電話-番号': '03',
    n: 0,
    yes: false,
    none: null,
    blank: ' 　\n',
    list: ['x', 1],
    'a.b': 'dotted',
  };
  const table: [string, string | undefined][] = [
    ['_source.a.b.0.c', 'deep'],
    ['_source.a.b[0].c', 'deep'],
    ['_source.a.[b c]', 'spaced'],
    ['_source[a][b c]', 'spaced'],
    ['_source.氏名', '山田 太郎'],
    ['_source.[お名前（漢字）]', '髙橋'],
    ['_source.お名前（漢字）', '髙橋'],
    ['_source.電話-番号', '03'],
    ['_source.[a.b]', 'dotted'],
    ['_source.n', '0'],
    ['_source.yes', 'false'],
    ['_source.none', undefined],
    ['_source.blank', undefined],
    ['_source.list', '["x",1]'],
    ['_source.nobody.home', undefined],
    ['_source.n.toFixed', undefined],
    ['_source.氏名.length', undefined],
    ['_source.__proto__', undefined],
    ['_source.constructor.name', undefined],
    ['constant', 'constant'],
    ['株式会社', '株式会社'],
  ];
  for (const [source, wanted] of table) assert.equal(read(source, object), wanted, source);
});

test('a member really called __proto__ is a member like any other', () => {
  const object = JSON.parse('{"__proto__":{"x":"own"},"constructor":"c"}');
  assert.equal(read('_source.__proto__.x', object), 'own');
  assert.equal(read('{{_source.__proto__.x}}/{{constructor}}', object), 'own/c');
});

test('law: the accessor of any path finds its value, alone and inside a template', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom(
      '氏名(漢字)',
      '名前[姓]',
      'a]',
      '\\',
      '\\]',
      'true',
      'else',
      'as',
      '1',
      '{{x}}',
      '{{{',
      "it's",
      '会社 名',
      '氏名\n(漢字)',
      '\u2028',
      'a.b',
      '姓/名',
      '__proto__',
    ),
  );
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (path) => {
      const object = path.reduceRight<unknown>(
        (inner, part) => JSON.parse(`{${JSON.stringify(part)}:${JSON.stringify(inner)}}`),
        'value',
      );
      const accessor = accessorOf(...path);
      assert.deepEqual(parseAccessor(accessor), path);
      assert.equal(read(accessor, object as object), 'value');
      // Handlebars takes `\\]` for an escaped bracket even after a backslash that is itself escaped.
      if (path.some((part) => part.includes('\\'))) return;
      assert.equal(
        read(`{{#removeExtraSpace}}{{${accessor}}}{{/removeExtraSpace}}`, object as object),
        'value',
      );
    }),
    { numRuns: 500 },
  );
});

test('templates', () => {
  const object = {
    first: 'Taro',
    last: '山田',
    vip: true,
    none: [],
    full: '佐藤　花子',
    one: '山田太郎',
    items: [{ n: 'a' }, { n: 'b' }],
    at: { city: '京都' },
    spaces: '  a \n b  ',
  };
  const table: [string, string | undefined][] = [
    ['{{_source.last}} {{_source.first}}', '山田 Taro'],
    ['{{first}}様', 'Taro様'],
    ['{{#if _source.vip}}VIP{{else}}-{{/if}}', 'VIP'],
    ['{{#if _source.none}}some{{else}}none{{/if}}', 'none'],
    ['{{#unless _source.vip}}no{{/unless}}', undefined],
    [
      '{{#each _source.items}}{{@index}}{{this.n}}{{_source.first}}{{../last}} {{/each}}',
      '0aTaro山田 1bTaro山田 ',
    ],
    ['{{#each _source.at}}{{@key}}={{this}}{{/each}}', 'city=京都'],
    ['{{#each _source.none}}x{{else}}empty{{/each}}', 'empty'],
    ['{{#with _source.at}}{{city}}{{/with}}', '京都'],
    ['{{#removeExtraSpace}}{{_source.spaces}}{{/removeExtraSpace}}', 'a b'],
    ['{{#familyName}}{{_source.full}}{{/familyName}}', '佐藤'],
    ['{{#givenName}}{{_source.full}}{{/givenName}}', '花子'],
    ['{{#familyName}}{{_source.one}}{{/familyName}}', '山田'],
    ['{{#givenName}}{{_source.one}}{{/givenName}}', '太郎'],
    ['{{#familyName}}{{_source.nobody}}{{/familyName}}', undefined],
    ['{{!-- a remark --}}{{_source.first}}', 'Taro'],
    ['{{{_source.first}}}', 'Taro'],
    ['{{constructor}}{{__proto__}}{{toString}}{{_source.constructor.constructor}}', undefined],
    ['{{#with _source.constructor}}{{name}}{{/with}}', undefined],
    ['{{"_source"}}', '_source'],
  ];
  for (const [source, wanted] of table) assert.equal(read(source, object), wanted, source);
});

test('what is no usable Source is refused with the reason', () => {
  const table: [string, RegExp][] = [
    ['_source', /names no field/],
    ['source.x', /does not begin with _source/],
    ['_source.', /accessor at character/],
    ['_source.a..b', /accessor at character/],
    ['_source.[a', /accessor at character/],
    ['{{_source.x', /not a Handlebars template/],
    ['{{#if _source.x}}', /not a Handlebars template/],
    ['{{#if}}x{{/if}}', /takes one argument/],
    ['{{#removeExtraSpace _source.x}}x{{/removeExtraSpace}}', /takes no argument/],
    ['{{lookup _source "constructor"}}', /helper "lookup"/],
    ['{{constructor "return process"}}', /helper "constructor"/],
    ['{{#each (x)}}{{/each}}', /not supported/],
    ['{{#constructor}}x{{/constructor}}', /block "constructor"/],
    ['{{#each _source.a as |item|}}{{item}}{{/each}}', /"as \|name\|"/],
    ['{{@root.x}}', /@root.* not known/],
    ['{{> partial}}', /PartialStatement/],
    ['{{#> layout}}{{/layout}}', /PartialBlockStatement/],
    ['{{* decorator}}', /Decorator/],
  ];
  for (const [source, reason] of table) {
    assert.throws(
      () => compileSource(source),
      (error: Error) => error instanceof SourceError && reason.test(error.message),
      source,
    );
  }
});

test('a template cannot run long nor write much', () => {
  const many = Array.from({ length: 60_000 }, (_, n) => n);
  const object = { many, big: 'x'.repeat(100_000), nested: [[[[many]]]] };
  const sources = [
    '{{#each _source.many}}{{_source.big}}{{/each}}',
    '{{#each _source.many}}{{#each _source.many}}{{#each _source.many}}x{{/each}}{{/each}}{{/each}}',
    '{{#each _source.many}}{{^each _source.many}}x{{/each}}{{/each}}',
    '{{#each _source.many}}{{#removeExtraSpace}}{{_source.big}}{{/removeExtraSpace}}{{/each}}',
    '{{#each _source.many}}{{#familyName}}{{_source.big}}{{/familyName}}{{/each}}',
    '{{#each _source.many}}{{_source}}{{/each}}',
    '{{_source.nested}}'.repeat(50),
  ];
  const started = performance.now();
  for (const source of sources) {
    assert.ok((read(source, object)?.length ?? 0) <= 256_000, source);
  }
  assert.ok(performance.now() - started < 5000);
});

test('deep nesting: what cannot be written down is no value', () => {
  const depth = 50_000;
  const object = JSON.parse(`{"deep":${'['.repeat(depth)}${']'.repeat(depth)},"x":"y"}`);
  assert.doesNotThrow(() => read('_source.deep', object));
  assert.doesNotThrow(() => read('{{_source.deep}}', object));
  assert.equal(read('_source.x', object), 'y');
});

test('law: no text as Source does anything but compile or throw a SourceError, nor does running it throw', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '#each',
    '/each',
    '_source',
    '.x',
    '[',
    ']',
    'this',
    '../',
    '@index',
    ' ',
    '"',
    '|',
    '(',
    ')',
    '#if',
    'else',
    '~',
    '{',
    '}',
    '名',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 14 }).map((parts) => parts.join('')),
      (source) => {
        let compiled: ReturnType<typeof compileSource>;
        try {
          compiled = compileSource(source);
        } catch (cause) {
          assert.ok(cause instanceof SourceError, `${source}: ${cause}`);
          return;
        }
        compiled({ x: [1, { x: 2 }], 名: 'y' });
      },
    ),
    { numRuns: 2000 },
  );
});
