import type { Arguments, Caller, CallResult, Facts, TownServices } from '../bot/ports.ts'

const shape = { params: ['intent'], fields: ['text'], effects: false } as const

/** The services of a town, and `look_up` among them: what the town knows about a wish, ready to be told. */
export function withFacts(services: TownServices, facts: () => Promise<Pick<Facts, 'answer'>>): TownServices {
  async function lookUp({ intent }: Arguments, { language }: Caller): Promise<CallResult> {
    const known = intent?.kind === 'text' ? (await facts()).answer(intent.text, language) : null
    return known ? { ok: true, fields: { text: known.text } } : { ok: false, reason: 'the town does not know' }
  }
  return {
    catalogue: { ...services.catalogue, look_up: shape },
    call: (tx, service, args, who) =>
      service === 'look_up' ? lookUp(args, who) : services.call(tx, service, args, who),
    rehearse: (service, args, who) =>
      service === 'look_up' ? lookUp(args, who) : services.rehearse(service, args, who),
  }
}
