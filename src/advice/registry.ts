/** Every rule, in the order of its family. */
import type { Rule } from './rule';
import { appendLoop } from './rules/appendLoop';
import { applyRows } from './rules/applyRows';
import { arrayOfList } from './rules/arrayOfList';
import { astypeCopy } from './rules/astypeCopy';
import { attributeConcat } from './rules/attributeConcat';
import { backLink } from './rules/backLink';
import { blockingInAsync } from './rules/blockingInAsync';
import { builtinOverArray } from './rules/builtinOverArray';
import { bytesConcat } from './rules/bytesConcat';
import { bytesSlices } from './rules/bytesSlices';
import { cacheRecursion } from './rules/cacheRecursion';
import { concatLoop } from './rules/concatLoop';
import { copyComprehension } from './rules/copyComprehension';
import { countInLoop } from './rules/countInLoop';
import { countLoop } from './rules/countLoop';
import { dataclassSlots } from './rules/dataclassSlots';
import { deepcopyInLoop } from './rules/deepcopyInLoop';
import { dictItems } from './rules/dictItems';
import { dictKeys } from './rules/dictKeys';
import { doubleCast } from './rules/doubleCast';
import { eagerLogging } from './rules/eagerLogging';
import { elementLoop } from './rules/elementLoop';
import { extendLoop } from './rules/extendLoop';
import { groupLoop } from './rules/groupLoop';
import { heavyImport } from './rules/heavyImport';
import { indexInLoop } from './rules/indexInLoop';
import { inLiteral } from './rules/inLiteral';
import { isinstanceTuple } from './rules/isinstanceTuple';
import { iterrows } from './rules/iterrows';
import { joinGenerator } from './rules/joinGenerator';
import { jsonDump } from './rules/jsonDump';
import { keyErrorLoop } from './rules/keyErrorLoop';
import { largeLocal } from './rules/largeLocal';
import { lenOfList } from './rules/lenOfList';
import { listAsQueue } from './rules/listAsQueue';
import { listConcat } from './rules/listConcat';
import { listCopyLoop } from './rules/listCopyLoop';
import { listLoop } from './rules/listLoop';
import { listMembership } from './rules/listMembership';
import { listToAnyAll } from './rules/listToAnyAll';
import { listToMinMax } from './rules/listToMinMax';
import { listToSet } from './rules/listToSet';
import { listToSum } from './rules/listToSum';
import { listUsedOnce } from './rules/listUsedOnce';
import { loopOverArray } from './rules/loopOverArray';
import { mapLambda } from './rules/mapLambda';
import { maxLoop } from './rules/maxLoop';
import { moduleAttributeInLoop } from './rules/moduleAttributeInLoop';
import { numbersInList } from './rules/numbersInList';
import { numericLoop } from './rules/numericLoop';
import { numpyAppend } from './rules/numpyAppend';
import { numpyInPlace } from './rules/numpyInPlace';
import { numpyVectorize } from './rules/numpyVectorize';
import { pairsToDict } from './rules/pairsToDict';
import { quadraticSum } from './rules/quadraticSum';
import { rangeLen } from './rules/rangeLen';
import { readlinesLoop } from './rules/readlinesLoop';
import { readSplitlines } from './rules/readSplitlines';
import { regexInLoop } from './rules/regexInLoop';
import { returnedList } from './rules/returnedList';
import { reversedSlice } from './rules/reversedSlice';
import { sequentialRequests } from './rules/sequentialRequests';
import { sleepInAsync } from './rules/sleepInAsync';
import { sliceLoop } from './rules/sliceLoop';
import { slots } from './rules/slots';
import { sortedFirst } from './rules/sortedFirst';
import { sortedSlice } from './rules/sortedSlice';
import { sortInLoop } from './rules/sortInLoop';
import { startswithTuple } from './rules/startswithTuple';
import { strptime } from './rules/strptime';
import { sumLoop } from './rules/sumLoop';
import { unboundedCache } from './rules/unboundedCache';

export const RULES: readonly Rule[] = [
  joinGenerator,
  lenOfList,
  listCopyLoop,
  listLoop,
  listToAnyAll,
  listToMinMax,
  listToSet,
  listToSum,
  listUsedOnce,
  pairsToDict,
  readSplitlines,
  readlinesLoop,
  returnedList,
  reversedSlice,
  sliceLoop,
  appendLoop,
  copyComprehension,
  countLoop,
  dictItems,
  dictKeys,
  doubleCast,
  extendLoop,
  groupLoop,
  inLiteral,
  isinstanceTuple,
  jsonDump,
  keyErrorLoop,
  mapLambda,
  maxLoop,
  moduleAttributeInLoop,
  rangeLen,
  regexInLoop,
  startswithTuple,
  strptime,
  sumLoop,
  attributeConcat,
  bytesConcat,
  bytesSlices,
  cacheRecursion,
  countInLoop,
  deepcopyInLoop,
  indexInLoop,
  listAsQueue,
  listConcat,
  listMembership,
  quadraticSum,
  sortInLoop,
  sortedFirst,
  sortedSlice,
  backLink,
  dataclassSlots,
  largeLocal,
  numbersInList,
  slots,
  unboundedCache,
  arrayOfList,
  astypeCopy,
  builtinOverArray,
  elementLoop,
  loopOverArray,
  numpyAppend,
  numpyInPlace,
  numpyVectorize,
  applyRows,
  concatLoop,
  iterrows,
  numericLoop,
  heavyImport,
  blockingInAsync,
  eagerLogging,
  sequentialRequests,
  sleepInAsync,
];

export function ruleOf(id: string): Rule | null {
  return RULES.find((rule) => rule.id === id) ?? null;
}
