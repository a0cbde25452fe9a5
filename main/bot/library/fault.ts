import type { FlowFault } from '../../../contract/flow.ts'
import type { FlowError } from '../flow-error.ts'

/** How the engine's reasons read; named groups are the values of the sentence. The first that fits counts. */
const reasons: readonly (readonly [FlowFault['code'], RegExp])[] = [
  ['not_json', /^(?:is empty|[A-Z][A-Za-z]+)$/],
  ['wrong_name', /^must be "(?<name>.*)", the name of the flow$/],
  ['wrong_language', /^must be "(?<language>.*)", the name of the file$/],
  ['no_front_door', /^there is no front door$/],
  ['second_front_door', /^"(?<flow>.*)" is the front door already$/],
  ['no_operator_words', /^there are no words in "(?<language>.*)"$/],
  ['intent_taken', /^belongs to the flow "(?<flow>.*)" already$/],
  ['no_flow', /^there is no flow "(?<flow>.*)"$/],
  ['no_step', /^there is no step "(?<step>.*)"$/],
  ['wrong_kind', /^must be a (?<kind>[a-z_]+)$/],
  ['needs_without_otherwise', /^"needs" and "otherwise" go together$/],
  ['choice_without_options', /^a choice has either "options" or "from"$/],
  ['choice_without_none', /^a choice "from" a call needs "none"$/],
  ['no_call_saves', /^no call saves "(?<name>.*)"$/],
  ['no_service', /^there is no service "(?<service>.*)"$/],
  ['no_parameter', /^"(?<service>.*)" takes no "(?<parameter>.*)"$/],
  ['no_step_saves', /^no step saves "(?<name>.*)"$/],
  ['language_not_at_door', /^the front door does not speak "(?<language>.*)"$/],
  ['missing_text', /^is missing$/],
  ['unknown_variable', /^unknown variable "(?<variable>.*)"$/],
  ['menu_too_long', /^a menu has at most (?<lines>\d+) lines$/],
  ['options_not_listed', /^must list its (?<options>\d+) options/],
  ['cycle', /^a cycle without a question: (?<steps>.*)$/],
  ['unknown_field', /^Unrecognized keys?: (?<fields>.*)$/],
  ['missing_field', /received undefined$/],
  ['too_long', /^Too big: .*<=(?<most>\d+)/],
  ['wrong_shape', /^(?:is nested|Invalid|Too small|Too big|Unrecognized|lower-case|the name of)/],
]

/** The same for a console: a code with the values of its sentence. */
export function faultOf({ file, path, line, reason }: FlowError): FlowFault {
  for (const [code, pattern] of reasons) {
    const found = pattern.exec(reason)
    if (found) return { file, path, line, code, values: { ...found.groups }, reason }
  }
  return { file, path, line, code: 'other', values: {}, reason }
}

export const sameFault = (a: FlowFault, b: FlowFault): boolean =>
  a.file === b.file && a.path === b.path && a.reason === b.reason
