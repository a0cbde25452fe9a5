import type agenda from './es/agenda.json'
import type assistant from './es/assistant.json'
import type broadcasts from './es/broadcasts.json'
import type citizens from './es/citizens.json'
import type common from './es/common.json'
import type firstRun from './es/first-run.json'
import type inbox from './es/inbox.json'
import type incidents from './es/incidents.json'
import type intents from './es/intents.json'
import type knowledge from './es/knowledge.json'
import type line from './es/line.json'
import type notices from './es/notices.json'
import type phone from './es/phone.json'
import type privacy from './es/privacy.json'
import type problems from './es/problems.json'
import type reports from './es/reports.json'
import type search from './es/search.json'
import type security from './es/security.json'
import type settings from './es/settings.json'
import type shell from './es/shell.json'
import type signIn from './es/sign-in.json'

/** Spanish is the source: a key that is not there is a type error where it is used. */
export type Resources = {
  agenda: typeof agenda
  assistant: typeof assistant
  citizens: typeof citizens
  broadcasts: typeof broadcasts
  common: typeof common
  'first-run': typeof firstRun
  inbox: typeof inbox
  incidents: typeof incidents
  intents: typeof intents
  knowledge: typeof knowledge
  line: typeof line
  notices: typeof notices
  phone: typeof phone
  privacy: typeof privacy
  problems: typeof problems
  reports: typeof reports
  search: typeof search
  security: typeof security
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
