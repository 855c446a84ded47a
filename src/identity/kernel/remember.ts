/** Texts remembered before it is decided whether that pays. */
const trial = 20_000;
/** Results kept at most. */
const most = 60_000;

/**
 * Remembers the results of a pure function of a text while that pays: columns mostly say the same things over and over,
 * but of numbers that never come twice nothing is kept.
 */
export function rememberWhileUseful<Result>(compute: (text: string) => Result): (text: string) => Result {
  let known = new Map<string, Result>();
  let hits = 0;
  let isUseful = true;
  return (text) => {
    if (!isUseful) return compute(text);
    const before = known.get(text);
    if (before !== undefined) {
      hits += 1;
      return before;
    }
    if (known.size === trial && hits < trial) isUseful = false;
    if (!isUseful || known.size >= most) known = new Map();
    const result = compute(text);
    if (isUseful) known.set(text, result);
    return result;
  };
}
