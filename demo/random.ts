/** A stream of pseudo-random numbers that is the same on every machine for the same seed. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number in [0, limit). */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<Item>(list: readonly Item[]): Item;
}

/** Mixes numbers into 32 well-spread bits (the finaliser of MurmurHash3). */
export function mix(...numbers: number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = Math.imul(hash ^ number, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** mulberry32: one multiplication chain per number, good enough for test data. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)]!,
  };
}

/** Draws from a list whose n-th item weighs 1 / (n + 1 + offset)^exponent (Zipf–Mandelbrot). */
export function zipf<Item>(list: readonly Item[], exponent: number, offset = 0): (random: Random) => Item {
  const sums = new Float64Array(list.length);
  let sum = 0;
  for (let rank = 0; rank < list.length; rank++) {
    sum += 1 / (rank + 1 + offset) ** exponent;
    sums[rank] = sum;
  }
  return (random) => {
    const target = random.next() * sum;
    let [low, high] = [0, list.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return list[low]!;
  };
}
