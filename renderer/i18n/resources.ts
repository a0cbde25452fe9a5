import type agenda from './es/agenda.json'
import type assistant from './es/assistant.json'
import type common from './es/common.json'
import type firstRun from './es/first-run.json'
import type inbox from './es/inbox.json'
import type intents from './es/intents.json'
import type knowledge from './es/knowledge.json'
import type line from './es/line.json'
import type notices from './es/notices.json'
import type phone from './es/phone.json'
import type privacy from './es/privacy.json'
import type problems from './es/problems.json'
import type reports from './es/reports.json'
import type search from './es/search.json'
import type settings from './es/settings.json'
import type shell from './es/shell.json'
import type signIn from './es/sign-in.json'

/** Spanish is the source: a key that is not there is a type error where it is used. */
export type Resources = {
  agenda: typeof agenda
  assistant: typeof assistant
  common: typeof common
  'first-run': typeof firstRun
  inbox: typeof inbox
  intents: typeof intents
  knowledge: typeof knowledge
  line: typeof line
  notices: typeof notices
  phone: typeof phone
  privacy: typeof privacy
  problems: typeof problems
  reports: typeof reports
  search: typeof search
  settings: typeof settings
  shell: typeof shell
  'sign-in': typeof signIn
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: Resources
    returnNull: false
  }
}
