import type { FieldFrom } from '../api/types.ts';

/** Why a value is not the one shown. The screen words it. */
export type LossReason = 'manualWins' | 'priorityWins' | 'olderAtSource' | 'recordedEarlier' | 'unknown';

/** Explains, from the two origins alone, why `other` lost against `winner` (rules of the fold). */
export function lossReason(winner: FieldFrom, other: FieldFrom): LossReason {
  if (winner.Kind === 'MANUAL' && other.Kind === 'OBJECT') return 'manualWins';
  if (winner.Kind === 'OBJECT' && other.Kind === 'MANUAL') return 'priorityWins';
  if (winner.SourceTime !== undefined && other.SourceTime !== undefined) {
    if (other.SourceTime < winner.SourceTime) return 'olderAtSource';
    if (other.SourceTime > winner.SourceTime) return 'priorityWins';
  }
  if (winner.RecordedAt !== undefined && other.RecordedAt !== undefined) {
    if (other.RecordedAt <= winner.RecordedAt) return 'recordedEarlier';
    return 'priorityWins';
  }
  return 'unknown';
}
