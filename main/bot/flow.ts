import { z } from 'zod'
import { language } from '../../contract/common.ts'
import { key, target } from './names.ts'

/**
 * The published schema of a flow: a folder with `flow.json`, which says what happens, and `<language>.json`, which say
 * it in words. A text may hold `{{variables}}`; a line whose variables are all empty is left out.
 */

const stepId = key
const textKey = key
const wordsKey = key

/** Where a recognised word leads. `fill` saves the citizen's own words as the answer of that name. */
const option = z.strictObject({
  words: wordsKey,
  next: target,
  fill: key.optional(),
  /** Answers to forget, so that they are asked for again. */
  clear: z.array(key).optional(),
})

const sayStep = z.strictObject({
  kind: z.literal('say'),
  text: textKey,
  topic: key.optional(),
  /** A variable that must not be empty; without it the conversation goes to `otherwise`. */
  needs: z.string().optional(),
  otherwise: target.optional(),
  /** The number of the town follows as a card that a phone keeps among its contacts, under the name this text gives. */
  card: textKey.optional(),
  /** Without it the conversation is finished. */
  next: target.optional(),
})

const menuStep = z.strictObject({
  kind: z.literal('menu'),
  text: textKey,
  topic: key.optional(),
  /** In the order of their numbers; a menu is at most five lines long. */
  options: z.array(option).min(2).max(4),
  /** Understood in words only. */
  also: z.array(option).default([]),
})

const question = { kind: z.literal('ask'), text: textKey, retry: textKey, topic: key.optional() }
const asked = { ...question, save: key, next: target }
const askStep = z.discriminatedUnion('accepts', [
  z.strictObject({ ...asked, accepts: z.literal('text') }),
  z.strictObject({ ...asked, accepts: z.literal('place') }),
  /** `wait` answers a citizen who says that the photo is on its way. */
  z.strictObject({ ...asked, accepts: z.literal('photo'), wait: textKey }),
  z.strictObject({ ...asked, accepts: z.literal('number'), min: z.number().optional(), max: z.number().optional() }),
  /** `within` days of today; the past when `past`. */
  z.strictObject({
    ...asked,
    accepts: z.literal('date'),
    past: z.boolean().default(false),
    within: z.int().min(1).max(3660).optional(),
  }),
  z.strictObject({ ...asked, accepts: z.literal('phone') }),
  /**
   * By number or in words. Either `options`, listed in the text, or the choices a call found (`from` is where it saved
   * them), which are listed below the text; `none` is where an empty list leads, and `otherDay` where somebody is sent who
   * names a day of which no choice is. That day is saved as `day`.
   */
  z.strictObject({
    ...asked,
    accepts: z.literal('choice'),
    options: z
      .array(z.strictObject({ words: wordsKey, value: key }))
      .min(2)
      .max(8)
      .optional(),
    from: key.optional(),
    none: target.optional(),
    otherDay: target.optional(),
  }),
  /**
   * Several of the choices a call found, by their numbers, their names, or all of them at once, which is never assumed.
   * `but` are words that take some away again: then it is asked anew.
   */
  z.strictObject({
    ...asked,
    accepts: z.literal('choices'),
    from: key,
    none: target,
    all: wordsKey,
    but: wordsKey,
  }),
  z.strictObject({ ...question, accepts: z.literal('yes_no'), yes: target, no: target }),
  /**
   * A yes that may be held against whoever said it: those words and nothing else. Thumbs, "ok" and both at once are
   * none. `refuse`: words that say no, besides those that always do. `ofAge`: the variable with the years somebody must
   * have; then an age ("18", "tengo 18 años") answers too.
   */
  z.strictObject({
    ...question,
    accepts: z.literal('assent'),
    words: wordsKey,
    refuse: wordsKey,
    ofAge: z.string().optional(),
    yes: target,
    no: target,
  }),
])

/** Saves a text, in which `{{variables}}` are filled in; `null` forgets the answer, so that it is asked for again. */
const setStep = z.strictObject({
  kind: z.literal('set'),
  save: key,
  to: z.string().max(200).nullable(),
  next: target,
})

/** Goes where the value of a variable leads; an answer that was not given is "". */
const branchStep = z.strictObject({
  kind: z.literal('branch'),
  on: z.string(),
  cases: z.array(z.strictObject({ is: z.array(z.string()).min(1), next: target })).min(1),
  otherwise: target,
})

/** Asks a service of the town: a parameter is the answer of that name, or `{ "value": "…" }` as it stands. */
const callStep = z.strictObject({
  kind: z.literal('call'),
  service: key,
  with: z.record(key, z.union([key, z.strictObject({ value: z.string().max(200) })])).default({}),
  /** The fields of the result are `{{save.field}}`. */
  save: key,
  next: target,
  failed: target,
})

const handoverStep = z.strictObject({
  kind: z.literal('handover'),
  text: textKey,
  department: key,
  /** Always the topic from here on. */
  topic: key.optional(),
  /** The topic when nothing else was being talked about. */
  fallbackTopic: key.optional(),
  /** The card an operator reads, in the flow's `operators` language. */
  summary: textKey,
  /** Says nothing before its text, not even who is speaking. */
  abrupt: z.boolean().default(false),
})

const endStep = z.strictObject({ kind: z.literal('end'), text: textKey.optional() })

const flowStep = z.discriminatedUnion('kind', [
  sayStep,
  menuStep,
  askStep,
  setStep,
  branchStep,
  callStep,
  handoverStep,
  endStep,
])

/** Works at every step: `whole` when the message says nothing else, `anywhere` otherwise. */
const command = z.strictObject({
  words: wordsKey,
  match: z.enum(['whole', 'anywhere']),
  next: target,
  /** Saves the citizen's own words as the answer of that name. */
  fill: key.optional(),
})

/** What only the front door has. Its `start` is the menu that stands behind everything. */
const frontDoor = z.strictObject({
  welcome: textKey,
  /** Hours after which a new conversation is greeted again. */
  greetAgainAfterHours: z.number().min(1).max(720),
  /** Where two misunderstandings in a row lead. */
  fallback: stepId,
  /** Before anything else, wherever in a message the words stand. */
  alarms: z.array(z.strictObject({ words: wordsKey, next: stepId })),
  /** Where danger leads that is understood without any of those words. */
  danger: stepId,
  /** Where a wish leads that no flow serves and about which the town knows nothing. */
  unknown: stepId,
  /** Where citizens go who want no more notices, and who may want none. */
  optOut: z.strictObject({
    yes: stepId,
    ask: stepId,
    /** Who wants no more of one subject: words that name one, that want less of it, and that want nothing at all. */
    some: z.strictObject({ topics: wordsKey, less: wordsKey, all: wordsKey, next: stepId }).optional(),
  }),
  commands: z.array(command),
})

/** Where a confident wish enters; `fill` saves the citizen's own words. */
const entry = z.union([stepId, z.strictObject({ next: stepId, fill: key.optional() })])

export const flowDocument = z.strictObject({
  $schema: z.string().optional(),
  /** The name of its folder. */
  name: key,
  version: z.int().min(1),
  /** The language of summaries; its words file must exist. */
  operators: language,
  /** Where `flow:<name>` enters. */
  start: stepId,
  intents: z.record(key, entry).default({}),
  /** How long a question of this flow stays open before the citizen is reminded of it, once, by day. */
  remindAfterMinutes: z.int().min(5).max(1440).optional(),
  /** How long until a question nobody answered is forgotten. */
  forgetAfterHours: z.int().min(1).max(2160).default(168),
  /** Present in one flow, the one that hears everybody first. */
  front: frontDoor.optional(),
  /** Heard before those of the front door while a question of this flow is open. */
  commands: z.array(command).default([]),
  steps: z.record(stepId, flowStep),
})
export type FlowDocument = z.infer<typeof flowDocument>
export type FrontDoor = z.infer<typeof frontDoor>
export type FlowStep = z.infer<typeof flowStep>
export type AskStep = z.infer<typeof askStep>
/** A question whose answer is kept under a name. */
export type SavingAsk = Extract<AskStep, { readonly save: string }>
/** A question whose answer only leads somewhere. */
export type DecidingAsk = Extract<AskStep, { readonly yes: string }>
export const keepsAnswer = (ask: AskStep): ask is SavingAsk => 'save' in ask
export type Command = z.infer<typeof command>
export type CallStep = z.infer<typeof callStep>
export type HandoverStep = z.infer<typeof handoverStep>
export type Option = z.infer<typeof option>
