import { z } from 'zod'
import { language } from './common.ts'

/** The name of a flow: lower-case letters, digits and `_`. */
export const flowName = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/)

/** Characters one file of a flow may have; the largest that ships has about 25,000. */
export const longestFlowFile = 400_000

/**
 * The longest text the assistant sends, before variables: WhatsApp takes 4,096 characters, and hides what comes after
 * about 700 behind "read more".
 */
export const textLimit = 500

/** Variables a text may use besides the flow's own answers and `fact.…`. */
export const townVariables = [
  'town',
  'of_town',
  'name',
  'hours',
  'open_now',
  'next_opening',
  'privacy',
  'phone',
  'address',
  'website',
  'reference',
  'said',
  'collected',
  'language',
] as const
export type TownVariable = (typeof townVariables)[number]

const file = z.string().max(longestFlowFile)

/** A flow as it is written: what happens, and what it says in each language. JSON text, so that a fault has a line. */
export const flowFiles = z.object({ flow: file, words: z.partialRecord(language, file) })
export type FlowFiles = z.infer<typeof flowFiles>

/** Why a flow cannot be used; each has a sentence in `renderer/i18n`, which `values` fill. `other` shows `reason`. */
export const flowFaultCodes = [
  'not_json',
  'wrong_shape',
  'missing_field',
  'unknown_field',
  'too_long',
  'wrong_name',
  'wrong_language',
  'no_front_door',
  'second_front_door',
  'no_operator_words',
  'intent_taken',
  'no_flow',
  'no_step',
  'wrong_kind',
  'needs_without_otherwise',
  'choice_without_options',
  'choice_without_none',
  'no_call_saves',
  'no_service',
  'no_parameter',
  'no_step_saves',
  'language_not_at_door',
  'missing_text',
  'unknown_variable',
  'menu_too_long',
  'options_not_listed',
  'cycle',
  'other',
] as const

/** Where a flow cannot be used, and why. */
export const flowFault = z.object({
  /** `<flow>/flow.json` or `<flow>/<language>.json`; a fault may lie in another flow. Empty: in no file. */
  file: z.string(),
  /** Dots between keys (`steps.hours.next`); empty for the whole file. */
  path: z.string(),
  /** From 1; null when nothing in the file stands for it. */
  line: z.int().nullable(),
  code: z.enum(flowFaultCodes),
  values: z.record(z.string(), z.string()),
  /** In English, for whoever writes flows by hand. */
  reason: z.string(),
})
export type FlowFault = z.infer<typeof flowFault>
