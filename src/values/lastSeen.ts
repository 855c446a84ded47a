/** Longer texts are computed anew each time, so that a few odd ones cannot fill the memory. */
const longestKept = 64;

/**
 * Remembers the results of a slow pure function for the values seen lately; the function stays pure to its callers.
 * Two generations instead of a linked list: when the young one is full it becomes the old one, so at most
 * 2 × `size` results are held and a value in steady use is never forgotten.
 */
export function rememberLately<Result>(
  compute: (text: string) => Result,
  size = 20_000,
): (text: string) => Result {
  let young = new Map<string, Result>();
  let old = new Map<string, Result>();
  return (text) => {
    if (text.length > longestKept) return compute(text);
    const known = young.get(text);
    if (known !== undefined || young.has(text)) return known as Result;
    const result = old.has(text) ? (old.get(text) as Result) : compute(text);
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(text, result);
    return result;
  };
}
