import { kanjiDigits } from '../../values/numerals.ts';
import { ByteMemo } from './byteMemo.ts';
import { Dictionary, endOf, startOf } from './dictionary.ts';
import { isPlainPart, streetPartForm } from './forms.ts';

/** The codes of a street's forms; see `StreetForm`. */
export interface StreetCodes {
  whole: number;
  core: number;
  town: number;
}

/** Longer texts are left to `streetForm`. */
const longest = 160;

/**
 * Streets straight from UTF-8 into the codes of their forms, for the notation that nearly all have: a town, numbers with
 * hyphens or 丁目・番・号 between them, and perhaps a building with a room. Gives what `streetForm` gives, or nothing where
 * the notation is for it to read.
 */
export class StreetReader {
  private readonly dictionary: Dictionary;
  /** Names of towns and of buildings, by their bytes: the code of the form, or -1 when it is not plain. */
  private readonly towns: ByteMemo;
  private readonly names: ByteMemo;
  private readonly buildings = new Dictionary();
  private readonly units = new Uint16Array(longest * 4);
  private readonly codes: StreetCodes = { whole: -1, core: -1, town: -1 };
  /** Where reading stands, in bytes read and units written. */
  private at = 0;
  private length = 0;

  constructor(dictionary: Dictionary) {
    this.dictionary = dictionary;
    this.towns = new ByteMemo((text) => [plainCode(text, dictionary), -1]);
    this.names = new ByteMemo((text) => [text.startsWith('ー') ? -1 : plainCode(text, this.buildings), -1]);
  }

  /** The codes of the street in these bytes. The result is used again. */
  find(bytes: Buffer, start: number, end: number): StreetCodes | undefined {
    if (end - start > longest) return undefined;
    this.at = start;
    this.length = 0;
    while (this.at < end && digitAt(bytes, this.at) < 0) this.at += 1;
    // 高野三丁目11番: the first number is part of what stands before the digits.
    const chome = numeralOfCho(bytes, start, this.at);
    const townEnd = chome > 0 ? this.at - 9 : this.at;
    if (townEnd === start || this.at === end) return undefined;
    const town = this.towns.find(bytes, start, townEnd)[0];
    if (town < 0) return undefined;
    this.copy(this.dictionary, town);
    if (chome > 0) {
      this.units[this.length++] = 0x30 + chome;
      this.units[this.length++] = 0x2d;
    }
    const core = this.numbers(bytes, end, chome > 0 ? 1 : 0);
    const all = this.length;
    if (this.at < end && !this.building(bytes, end)) return undefined;
    const { codes, dictionary, units } = this;
    codes.town = town;
    codes.whole = dictionary.codeOfUnits(units, this.length);
    if (this.length === core) codes.core = codes.whole;
    else {
      // Of more than three numbers the core has the first three.
      codes.core = dictionary.codeOfUnits(units, Math.min(core, all));
    }
    return codes;
  }

  /** The code of the name that ends before the next digit; -1 when there is none or it is not plain. */
  private name(bytes: Buffer, start: number, end: number, memo: ByteMemo): number {
    let at = start;
    while (at < end && digitAt(bytes, at) < 0) at += 1;
    this.at = at;
    return at === start ? -1 : memo.find(bytes, start, at)[0];
  }

  /** Writes the numbers after so many others with hyphens between them; returns the length up to the third of all. */
  private numbers(bytes: Buffer, end: number, before: number): number {
    let [count, core] = [before, 0];
    for (;;) {
      this.digits(bytes, end);
      count += 1;
      if (count <= 3) core = this.length;
      const after = separatorAt(bytes, this.at);
      if (after > 0 && this.at + after < end && digitAt(bytes, this.at + after) >= 0) {
        this.at += after;
        this.units[this.length++] = 0x2d;
        continue;
      }
      if (after > 0 && bytes[this.at] !== 0x2d && isClosing(bytes, this.at)) this.at += after;
      return core;
    }
  }

  private digits(bytes: Buffer, end: number): void {
    while (this.at < end) {
      const digit = digitAt(bytes, this.at);
      if (digit < 0) return;
      this.units[this.length++] = 0x30 + digit;
      this.at += bytes[this.at]! < 0x80 ? 1 : 3;
    }
  }

  /** Writes a building after a space: a name, and perhaps the number of a room. */
  private building(bytes: Buffer, end: number): boolean {
    const start = afterSpaces(bytes, this.at, end);
    if (start === this.at || start === end) return false;
    const name = this.name(bytes, start, end, this.names);
    if (name < 0) return false;
    this.copy(this.buildings, name);
    this.digits(bytes, end);
    return this.at === end || isRoom(bytes, this.at, end);
  }

  private copy({ chars, texts }: Dictionary, code: number): void {
    for (let at = startOf(texts, code); at < endOf(texts, code); at++) this.units[this.length++] = chars[at]!;
  }
}

/** The code of the form of a plain part; -1 for another one, and where nothing is left of it (大字). */
function plainCode(text: string, dictionary: Dictionary): number {
  const form = isPlainPart(text) ? streetPartForm(text) : '';
  return form === '' ? -1 : dictionary.code(form);
}

/** A digit of either width, or -1. */
function digitAt(bytes: Buffer, at: number): number {
  const byte = bytes[at]!;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte !== 0xef || bytes[at + 1] !== 0xbc) return -1;
  const last = bytes[at + 2]!;
  return last >= 0x90 && last <= 0x99 ? last - 0x90 : -1;
}

const is = (bytes: Buffer, at: number, one: number, two: number, three: number) =>
  bytes[at] === one && bytes[at + 1] === two && bytes[at + 2] === three;

const isCho = (bytes: Buffer, at: number) =>
  is(bytes, at, 0xe4, 0xb8, 0x81) && is(bytes, at + 3, 0xe7, 0x9b, 0xae); // 丁目
const isBan = (bytes: Buffer, at: number) => is(bytes, at, 0xe7, 0x95, 0xaa); // 番
const isGo = (bytes: Buffer, at: number) => is(bytes, at, 0xe5, 0x8f, 0xb7); // 号
const isShitsu = (bytes: Buffer, at: number) => is(bytes, at, 0xe5, 0xae, 0xa4); // 室

const bytesOfSigns = (signs: string) => [...signs].map((sign) => Buffer.from(sign));
const [numerals, kanjiNumerals] = [bytesOfSigns('一二三四五六七八九'), bytesOfSigns(kanjiDigits)];
const signAt = (signs: readonly Buffer[], bytes: Buffer, at: number) =>
  signs.findIndex((sign) => is(bytes, at, sign[0]!, sign[1]!, sign[2]!));

/** 1–9 where the text up to `end` closes with one kanji numeral and 丁目, else 0. */
function numeralOfCho(bytes: Buffer, start: number, end: number): number {
  if (end - start < 12 || !isCho(bytes, end - 6)) return 0;
  return signAt(kanjiNumerals, bytes, end - 12) >= 0 ? 0 : signAt(numerals, bytes, end - 9) + 1;
}

/** How many bytes stand between two numbers here: a hyphen, 丁目, 番, 番地, 号 or の; 0 for anything else. */
function separatorAt(bytes: Buffer, at: number): number {
  if (bytes[at] === 0x2d) return 1;
  if (is(bytes, at, 0xef, 0xbc, 0x8d) || is(bytes, at, 0xe3, 0x81, 0xae) || isGo(bytes, at)) return 3;
  if (isCho(bytes, at)) return 6;
  if (!isBan(bytes, at)) return 0;
  return is(bytes, at + 3, 0xe5, 0x9c, 0xb0) ? 6 : 3;
}

/** 丁目, 番, 番地 or 号, which may also stand after the last number. */
const isClosing = (bytes: Buffer, at: number) => isCho(bytes, at) || isBan(bytes, at) || isGo(bytes, at);

function afterSpaces(bytes: Buffer, from: number, end: number): number {
  let at = from;
  for (;;) {
    if (at < end && bytes[at] === 0x20) at += 1;
    else if (at + 2 < end && is(bytes, at, 0xe3, 0x80, 0x80)) at += 3;
    else return at;
  }
}

/** 号, 室 or 号室 at the very end, after a number. */
function isRoom(bytes: Buffer, at: number, end: number): boolean {
  if (digitBefore(bytes, at) < 0) return false;
  if (end - at === 3) return isGo(bytes, at) || isShitsu(bytes, at);
  return end - at === 6 && isGo(bytes, at) && isShitsu(bytes, at + 3);
}

const digitBefore = (bytes: Buffer, at: number) => Math.max(digitAt(bytes, at - 1), digitAt(bytes, at - 3));
