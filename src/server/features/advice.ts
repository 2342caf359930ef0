/** Advice on an open document: what the rules say of it under the latest run. */
import { advise } from '../../advice/advise';
import type { Finding } from '../../core/advice';
import type { ServerOptions } from '../../protocol/lsp';
import type { FileEvidence } from '../evidence';
import type { PythonDocument } from '../pythonDocument';

/** @param onFault gets the name of a rule that threw */
export function adviceOn(
  document: PythonDocument,
  evidence: FileEvidence | null,
  { advice, threshold }: ServerOptions,
  onFault: (rule: string, error: unknown) => void = () => undefined,
): readonly Finding[] {
  if (!advice.enabled || (evidence === null && !advice.showCandidates)) {
    return [];
  }
  const { showCandidates, ignoredRules } = advice;
  return advise(document.sourceFile, evidence?.forAdvice() ?? null, { threshold, showCandidates, ignoredRules, onFault });
}
