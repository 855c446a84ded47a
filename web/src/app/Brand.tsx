/** Two circles becoming one: the mark of the product. */
export function Brand({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0b6472" />
      <circle cx="12.5" cy="16" r="7" fill="none" stroke="#fff" strokeWidth="2.4" />
      <circle cx="19.5" cy="16" r="7" fill="none" stroke="#8fe3d4" strokeWidth="2.4" />
    </svg>
  );
}
