import type { AppointmentService, Slot } from '../../../contract/appointments.ts'
import type { Message } from '../../../contract/inbox.ts'
import type { Report } from '../../../contract/reports.ts'
import { expect as hurried } from './console.ts'
import { townDuties } from './duties.ts'
import type { Citizen } from './people.ts'
import type { Town } from './town.ts'

/** Pictures are taken on busy machines, and outside a spec. */
const expect = hurried.configure({ timeout: 30_000 })

/** A citizen whose conversation has one of everything, waiting for an answer. */
export async function busyConversation(town: Town): Promise<Citizen> {
  const who = await town.waiting(
    'Remedios Valcárcel',
    'Buenas tardes. El contenedor de la calle Olmo está roto desde el lunes.',
  )
  const { id } = await town.conversationOf(who)
  const from = { from: who.phone, name: who.name }
  await town.answer('POST', `/api/conversations/${id}/claim`, {})
  await town.answer('POST', `/api/conversations/${id}/messages`, {
    text: 'Gracias, Remedios. ¿Puede mandarnos una foto?',
  })
  await town.answer('POST', `/api/conversations/${id}/notes`, { text: 'Es el tercer aviso de esa calle este mes.' })
  for (const sample of ['voice', 'pdf']) await town.inbound({ ...from, media: { sample } })
  await town.inbound({ ...from, location: { latitude: 40.4, longitude: -3.7, label: 'Calle Olmo, 4' } })
  await town.inbound({ ...from, media: { sample: 'photo' } })
  await town.inbound({ ...from, text: '¿Cuándo lo cambian? https://www.example.org/avisos' })
  await townMatters(town.answer, id)
  return who
}

/** Reports in every state, one of them with the photo of the conversation, a morning of appointments, and the duties. */
export async function townMatters(answer: Town['answer'], conversationId: string): Promise<void> {
  const open = (what: string, text: string, rest: object = {}) =>
    answer<Report>('POST', '/api/reports', { what, place: { text, point: null }, ...rest })
  const photo = async () =>
    (await answer<{ items: Message[] }>('GET', `/api/conversations/${conversationId}/messages`)).items.find(
      ({ kind, media }) => kind === 'image' && media?.state === 'stored',
    )?.media?.id
  await expect.poll(photo).toBeDefined()
  const photos = [await photo()]
  const lamp = await open('La farola de la esquina está fundida desde el lunes', 'Calle Olmo, 6', {
    department: 'Obras',
  })
  await open('Contenedor roto y con la tapa en el suelo', 'Calle Olmo, 4', { conversationId, photos, notify: true })
  const tree = await open('Árbol caído sobre la acera', 'Paseo del Río, junto al puente')
  const bump = await open('Bache muy hondo', 'Avenida de la Constitución, 14', { department: 'Obras' })
  await answer('POST', `/api/reports/${lamp.id}/state`, { state: 'in_progress' })
  await answer('POST', `/api/reports/${tree.id}/state`, { state: 'done', reason: 'Retirado por la brigada' })
  await answer('POST', `/api/reports/${bump.id}/state`, { state: 'dismissed', reason: 'Es carretera provincial' })
  const [service] = await answer<AppointmentService[]>('GET', '/api/appointments/services')
  if (service === undefined) throw new Error('the practice town has no agenda')
  const { start } = await nextSlot(answer, service.id)
  await answer('POST', '/api/appointments', {
    serviceId: service.id,
    start,
    name: 'Remedios Valcárcel',
    conversationId,
  })
  await townDuties(answer)
}

/** The first time with room of a service, after tomorrow wherever the clock is read. */
export async function nextSlot(answer: Town['answer'], serviceId: string): Promise<{ day: string; start: number }> {
  const from = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
  const days = await answer<{ day: string; slots: Slot[] }[]>(
    'GET',
    `/api/appointments/slots?serviceId=${serviceId}&from=${from}&days=14`,
  )
  for (const { day, slots } of days) {
    const free = slots.find((slot) => slot.free > 0)
    if (free) return { day, start: free.start }
  }
  throw new Error('there is no room in two weeks')
}
