/** Every rule, in the order of its family. */
import type { Rule } from './rule';
import { listToAnyAll } from './rules/listToAnyAll';
import { listToSum } from './rules/listToSum';

export const RULES: readonly Rule[] = [listToSum, listToAnyAll];

export function ruleOf(id: string): Rule | null {
  return RULES.find((rule) => rule.id === id) ?? null;
}
