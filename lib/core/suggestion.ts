import { closest, distance } from 'fastest-levenshtein';

/** ` (did you mean 'build'?)` when one of the candidates is near, else nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  const best = closest(word, [...candidates].sort());
  return distance(word, best) <= Math.max(2, Math.floor(word.length / 3)) ? ` (did you mean '${best}'?)` : '';
}
