import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { generateCustomers } from '../../demo/generateCustomers.ts';

/** 13 columns that are standard fields and 3 that become custom fields. */
export const columns = [
  '顧客番号',
  '姓',
  '名',
  '生年月日',
  '性別',
  '電話番号',
  '携帯電話',
  'メールアドレス',
  '郵便番号',
  '国',
  '都道府県',
  '市区町村',
  '住所',
  'セイ',
  'メイ',
  'Ok_to_call',
] as const;

const seed = 20_261_122;

/** The customers of every bench: one in six a duplicate, as real lists have them. */
export function* customers(count: number): Generator<Record<string, string>> {
  for (const { customer } of generateCustomers({ count, duplicateShare: 0.17, seed }))
    yield { ...customer, 国: '日本' };
}

/** Writes the customers as a CSV file of UTF-8, unless it is there. */
export async function writeCustomerFile(path: string, count: number): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  await pipeline(Readable.from(chunks(count)), createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
}

function* chunks(count: number): Generator<string> {
  let chunk = `${columns.join(',')}\n`;
  for (const customer of customers(count)) {
    chunk += `${columns.map((column) => cell(customer[column] ?? '')).join(',')}\n`;
    if (chunk.length > 1 << 16) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
