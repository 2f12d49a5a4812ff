export const EVIDENCE_REFUSALS = [
  'evidence-empty',
  'evidence-too-large',
  'evidence-kind-not-taken',
  'evidence-unreadable',
  'evidence-too-many-pixels',
  'evidence-too-many-pieces',
] as const;
export type EvidenceRefusalCode = (typeof EVIDENCE_REFUSALS)[number];

/** Why a file is not taken; `message` tells the person what to do. */
export interface EvidenceRefusal {
  readonly code: EvidenceRefusalCode;
  readonly message: string;
}

export type EvidenceOutcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: EvidenceRefusal };

export const takeEvidence = <Value>(value: Value): EvidenceOutcome<Value> => ({ ok: true, value });

export const refuseEvidence = (
  code: EvidenceRefusalCode,
  message: string,
): { readonly ok: false; readonly refusal: EvidenceRefusal } => ({ ok: false, refusal: { code, message } });

const TAKEN = 'Taken are photos (JPEG, PNG, WebP, HEIC), PDF, Word .docx, Excel .xlsx and plain text in UTF-8';

/** @param looksLike what the content looks like, with its article. @param remedy what to do instead. */
export const refuseKind = (looksLike: string, remedy = 'send it as one of these'): EvidenceOutcome<never> =>
  refuseEvidence('evidence-kind-not-taken', `The file looks like ${looksLike}. ${TAKEN}: ${remedy}.`);
