import type { ReportBody } from '../../live/words.ts';
import { formBody } from '../../ui/forms/form-body.ts';
import type { FormField, FormValues } from '../../ui/forms/form-field.ts';

const isByCaller = ({ isPatrol }: FormValues): boolean => isPatrol === false;

/** What a report asks, in this order; `isPatrol` says whether it was found or heard. */
export const REPORT_FIELDS = [
  { name: 'isPatrol', kind: 'yesNo', isRequired: true },
  { name: 'title', kind: 'line', maxLength: 500, isRequired: true },
  { name: 'text', kind: 'text', maxLength: 10_000 },
  { name: 'category', kind: 'pick', from: 'categories' },
  { name: 'regionId', kind: 'region', isRequired: true },
  { name: 'address', kind: 'line', maxLength: 500 },
  { name: 'callerName', kind: 'line', maxLength: 100, isAsked: isByCaller },
  { name: 'callerPhone', kind: 'line', maxLength: 40, isAsked: isByCaller },
] as const satisfies readonly FormField[];

/** The report as the server takes it: the caller is one thing there. */
export function reportBody(values: FormValues): ReportBody {
  const { callerName, callerPhone, ...body } = formBody(REPORT_FIELDS, values) as Record<string, string>;
  const caller = { ...(callerName && { name: callerName }), ...(callerPhone && { phone: callerPhone }) };
  return { ...(body as unknown as ReportBody), ...(Object.keys(caller).length > 0 && { caller }) };
}
