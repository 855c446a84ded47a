/** `98.3%`: never rounded up to certainty, nor down to nothing. */
export function showConfidence(confidence: number): string {
  const tenths =
    confidence >= 0.5 ? Math.min(999, Math.floor(confidence * 1000)) : Math.ceil(confidence * 1000);
  return `${(tenths / 10).toFixed(1)}%`;
}

/** `+8.2`, `−3.1`: evidence with its sign. */
export function showWeight(weight: number): string {
  const sign = weight < 0 ? '\u2212' : '+';
  return `${sign}${Math.abs(weight).toFixed(1)}`;
}

/** Length of a bar, 0–100, on a scale that ends at the heaviest of all. */
export function barLength(weight: number, heaviest: number): number {
  return heaviest <= 0 ? 0 : Math.min(100, (Math.abs(weight) / heaviest) * 100);
}
