import type { Broadcast } from '../../../contract/broadcasts.ts'
import type { Poster } from '../../../contract/poster.ts'
import type { RightsRequest } from '../../../contract/rights.ts'
import type { SecurityPolicy } from '../../../contract/security.ts'
import { expect as hurried } from './console.ts'
import type { Town } from './town.ts'

/** Pictures are taken on busy machines, and outside a spec. */
const expect = hurried.configure({ timeout: 30_000 })

type Answer = Town['answer']

const neighbours = [
  { from: '+34700310401', name: 'Herminia Lozano' },
  { from: '+34700310402', name: 'Baltasar Ugarte' },
] as const

const joining = [
  ['sí', /1\. .+\n2\. /],
  ['1, 2', /escriba ACEPTO/],
  ['ACEPTO', /Guarde este número/],
] as const

/** Somebody reads a poster, and agrees to the first two purposes. */
async function joins(answer: Answer, who: (typeof neighbours)[number], code: string): Promise<void> {
  const received = async () =>
    (await answer<{ text: string }[]>('GET', `/api/practice/received?phone=${encodeURIComponent(who.from)}`))
      .map(({ text }) => text)
      .join('\n')
  for (const [text, hears] of [[`ALTA ${code}`, /14 años o más/], ...joining] as const) {
    await answer('POST', '/api/practice/inbound', { ...who, text })
    await expect.poll(received, { message: `${who.name} after «${text}»` }).toMatch(hears)
  }
}

const cut = [
  '{{ayuntamiento}}\nHola, {{nombre}}: mañana de 9 a 11 no habrá agua en la calle Olmo por una avería. Guarde la que necesite.',
  '{{ayuntamiento}}\n{{nombre}}, le avisamos: mañana cortamos el agua de la calle Olmo entre las 9 y las 11 por una avería.',
]
const works = ['{{ayuntamiento}}\nEl lunes empiezan las obras de la plaza. Se entra por la calle del Río.']

async function notices(answer: Answer): Promise<void> {
  const policy = await answer<SecurityPolicy>('GET', '/api/security/policy')
  await answer('PUT', '/api/security/policy', { ...policy, fourEyes: false })
  const team = { name: 'Nuria', phone: '700 31 04 99' }
  await answer('PUT', '/api/broadcasts/test-phones', {
    phones: [team, ...neighbours.map(({ from: phone, name }) => ({ name, phone }))],
  })
  const write = (purpose: string, texts: readonly string[]) =>
    answer<Broadcast>('POST', '/api/broadcasts', { purpose, variants: texts.map((text) => ({ lang: 'es', text })) })
  const { id } = await write('service_cuts', cut)
  for (const act of ['submit', 'approve', 'launch']) await answer('POST', `/api/broadcasts/${id}/${act}`, {})
  const { id: second } = await write('works', works)
  await answer('POST', `/api/broadcasts/${second}/submit`, {})
  await write('works', ['{{ayuntamiento}}\nVuelve el mercado a la plaza. Más en https://bit.ly/mercado'])
}

async function requests(answer: Answer): Promise<void> {
  const open = (body: object) => answer<RightsRequest>('POST', '/api/rights', body)
  const words = 'Quiero saber qué datos míos tienen y desde cuándo.'
  const contact = 'remedios@example.org'
  const { id } = await open({ kind: 'access', channel: 'email', name: 'Remedios Valcárcel', contact, words })
  await answer('POST', `/api/rights/${id}/identity`, { proof: 'e_signature' })
  await open({ kind: 'erasure', channel: 'counter', name: 'Casimiro Robles' })
}

/** Neighbours who joined, notices to them in several states, and two requests of data rights. */
export async function townDuties(answer: Answer): Promise<void> {
  const { code } = await answer<Poster>('POST', '/api/posters', { place: 'Biblioteca' })
  await Promise.all(neighbours.map((who) => joins(answer, who, code)))
  await notices(answer)
  await requests(answer)
}
