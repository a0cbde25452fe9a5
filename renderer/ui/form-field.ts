import { problemData } from '../client/problems.ts'

/** Whether the station refused the field `name` of the form whose submission failed with `error`. */
export function isRefused(error: unknown, name: string): boolean {
  const fields = problemData(error, 'BAD_INPUT')?.fields ?? []
  return fields.some((field) => field === name || field.startsWith(`${name}.`) || field.endsWith(`.${name}`))
}
