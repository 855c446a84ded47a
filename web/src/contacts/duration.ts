/** Seconds as a clock shows them: `0:07`, `12:05`, `1:02:03`. Below zero counts as zero. */
export function showDuration(seconds: number | undefined): string {
  if (seconds === undefined || Number.isNaN(seconds)) return '';
  const whole = Math.max(0, Math.floor(seconds));
  const two = (part: number) => String(part).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
