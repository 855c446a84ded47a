/** Typed arrays over shared memory, so that worker threads read the same rows without a copy. */

export const uint8 = (length: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(length));
export const uint16 = (length: number): Uint16Array => new Uint16Array(new SharedArrayBuffer(length * 2));
export const uint32 = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(length * 4));
export const float32 = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(length * 4));
export const int32 = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));

/** `wider` with the numbers of `old` at its front. */
export function widened<Numbers extends { set(from: ArrayLike<number>): void }>(
  old: ArrayLike<number>,
  wider: Numbers,
): Numbers {
  wider.set(old);
  return wider;
}
