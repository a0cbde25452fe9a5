import { z } from 'zod'

export const key = z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower-case letters, digits and _')
/** A step of the same flow, or `flow:<name>`: where that flow starts. */
export const target = z
  .string()
  .regex(/^(flow:)?[a-z][a-z0-9_]*$/, 'the name of a step, or "flow:" and the name of a flow')

/** The name of the flow a target leads to; null for a step of the same flow. */
export const otherFlow = (next: string): string | null => (next.startsWith('flow:') ? next.slice('flow:'.length) : null)
