/** Typed arrays that grow without leaving garbage behind, and that several threads can read without a copy. */

export const uint8 = (length: number): Uint8Array => new Uint8Array(length);
export const uint16 = (length: number): Uint16Array => new Uint16Array(length);
export const uint32 = (length: number): Uint32Array => new Uint32Array(length);
export const int32 = (length: number): Int32Array => new Int32Array(length);
export const float32 = (length: number): Float32Array => new Float32Array(length);
export const float64 = (length: number): Float64Array => new Float64Array(length);

/** In memory that threads share. */
export const sharedInt32 = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;
type Maker<Some> = new (from: ArrayBufferLike | number) => Some;

/** The numbers of `old` with room for `length`. Memory that is not shared moves: `old` must not be used any more. */
export function widened<Some extends Numbers>(old: Some, length: number): Some {
  const Made = old.constructor as Maker<Some>;
  if (old.buffer instanceof ArrayBuffer && old.byteOffset === 0)
    return new Made(old.buffer.transfer(length * old.BYTES_PER_ELEMENT));
  const wider = new Made(length);
  wider.set(old);
  return wider;
}

/** The first `length` numbers in memory that threads share. Memory that was not shared is given back at once. */
export function shared<Some extends Numbers>(old: Some, length = old.length): Some {
  if (old.buffer instanceof SharedArrayBuffer && old.length === length) return old;
  const Made = old.constructor as Maker<Some>;
  const copy = new Made(new SharedArrayBuffer(length * old.BYTES_PER_ELEMENT));
  copy.set(old.subarray(0, length) as Some);
  release(old);
  return copy;
}

/** Gives memory back at once, where it is not shared; the numbers are gone. */
export function release({ buffer }: Numbers): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
