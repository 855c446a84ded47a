/** Shows how far something is: a bar that moves on a terminal, a line now and then elsewhere. */
export interface Progress {
  show(label: string, done: number, total: number, note?: string): void;
  /** Ends the bar's line. */
  end(): void;
}

const barWidth = 28;
const quietMillis = 2_000;

/** Progress on a stream; `now` in milliseconds. */
export function createProgress(
  out: { isTTY?: boolean; columns?: number; write(text: string): unknown },
  now: () => number = () => performance.now(),
): Progress {
  let drawn = false;
  let lastAt = now();
  return {
    show(label, done, total, note = '') {
      const share = total > 0 ? Math.min(1, done / total) : 0;
      if (out.isTTY) {
        out.write(`\r${barLine(label, share, note).slice(0, (out.columns ?? 80) - 1)}\x1b[K`);
        drawn = true;
      } else if (now() - lastAt >= quietMillis) {
        lastAt = now();
        out.write(`${label} ${Math.floor(share * 100)}%${note && `, ${note}`}\n`);
      }
    },
    end() {
      if (drawn) out.write('\n');
      drawn = false;
    },
  };
}

function barLine(label: string, share: number, note: string): string {
  const full = Math.round(share * barWidth);
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full);
  return `${label} ${bar} ${String(Math.floor(share * 100)).padStart(3)}%  ${note}`;
}
