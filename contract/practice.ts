import { z } from 'zod'
import { procedure } from './base.ts'
import { instant } from './common.ts'
import { deliveryStatus, messageKind } from './inbox.ts'

/** A phone as people write it; normalised to E.164 by the station. */
const phone = z.string().min(4).max(40)

export const faults = z.object({
  /** Chance (0–1) that a delivery is repeated. */
  duplicate: z.number().min(0).max(1),
  /** Chance that a delivery overtakes the one before. */
  reorder: z.number().min(0).max(1),
  /** Chance that an acknowledgement never comes. */
  loseAck: z.number().min(0).max(1),
  /** Chance that an acknowledgement comes late (seconds instead of milliseconds). */
  lateAck: z.number().min(0).max(1),
  /** Chance that a send is refused before it leaves. */
  refuseSend: z.number().min(0).max(1),
  /** Chance that a media item cannot be fetched. */
  loseMedia: z.number().min(0).max(1),
  /** The connection is down: citizens' messages wait on their side. */
  disconnected: z.boolean(),
  /** WhatsApp restricts the line: nothing started by us leaves. */
  restricted: z.boolean(),
})
export type Faults = z.infer<typeof faults>

/** `manual`: nobody writes by itself; `max`: as fast as the machine can; a number multiplies real time. */
export const speed = z.union([z.literal('manual'), z.literal('max'), z.number().min(0.1).max(100_000)])
export type Speed = z.infer<typeof speed>

/** The clock of a practice town: how many times faster than the machine's it runs, and what it says now. */
export const practiceClock = z.object({ now: instant, speed: z.number() })
export type PracticeClock = z.infer<typeof practiceClock>

/** Faster, or on by so many milliseconds at once: at most four weeks. */
export const clockChange = z.union([
  z.strictObject({ speed: z.number().min(1).max(10_000) }),
  z.strictObject({
    advance: z
      .int()
      .min(1)
      .max(28 * 24 * 3_600_000),
  }),
])
export type ClockChange = z.infer<typeof clockChange>

export const townStatus = z.object({
  seed: z.int(),
  speed,
  faults,
  citizens: z.int(),
  /** Scripted messages already written, and how many the town has in all. */
  written: z.int(),
  total: z.int(),
})

export const townCitizen = z.object({ phone: z.string(), name: z.string(), language: z.string(), about: z.string() })

/** A file of the town hall on a phone; `practice.file` returns it. */
const receivedFile = z.object({ mime: z.string(), fileName: z.string(), bytes: z.int() })

export const receivedMessage = z.object({
  text: z.string(),
  at: instant,
  id: z.string(),
  file: receivedFile.nullable(),
})

export const phoneMessage = z.object({
  id: z.string(),
  at: instant,
  direction: z.enum(['sent', 'received']),
  kind: messageKind,
  text: z.string(),
  status: deliveryStatus.nullable(),
  file: receivedFile.nullable(),
})

export const practiceInbound = z.object({
  from: phone,
  text: z.string().max(2_000_000).optional(),
  id: z.string().min(1).max(200).optional(),
  name: z.string().max(200).optional(),
  /** Milliseconds since 1970 as the citizen's phone says; any value is accepted. */
  at: z.number().optional(),
  kind: z.string().max(40).optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), label: z.string().optional() }).optional(),
  /** A file of the practice town (`photo`, `voice`, `pdf`, `sticker`), or bytes in base64. */
  media: z
    .object({
      sample: z.string().optional(),
      base64: z.string().optional(),
      mime: z.string().optional(),
      fileName: z.string().optional(),
    })
    .optional(),
  replyTo: z.string().optional(),
})
export type PracticeInbound = z.infer<typeof practiceInbound>

export const practice = {
  status: procedure('practice.play').route({ method: 'GET', path: '/practice' }).output(townStatus),
  setSpeed: procedure('practice.play')
    .route({ method: 'PUT', path: '/practice/speed' })
    .input(z.object({ speed }))
    .output(townStatus),
  setFaults: procedure('practice.play')
    .route({ method: 'PUT', path: '/practice/faults' })
    .input(faults.partial())
    .output(townStatus),
  /** What the time is in the practice town. */
  clock: procedure('practice.play').route({ method: 'GET', path: '/practice/clock' }).output(practiceClock),
  /** Everything follows it but sessions and who holds the line: weeks can be watched in minutes. */
  setClock: procedure('practice.play')
    .route({ method: 'POST', path: '/practice/clock', inputStructure: 'detailed' })
    .input(z.object({ body: clockChange }))
    .output(practiceClock),
  /** As `PUT /practice/faults`. */
  causeFaults: procedure('practice.play')
    .route({ method: 'POST', path: '/practice/faults' })
    .input(faults.partial())
    .output(townStatus),
  citizens: procedure('practice.play')
    .route({ method: 'GET', path: '/practice/citizens' })
    .output(z.array(townCitizen)),
  inbound: procedure('practice.play')
    .route({
      method: 'POST',
      path: '/practice/inbound',
      inputStructure: 'detailed',
      summary: 'Be one citizen, or up to 1,000',
    })
    .input(z.object({ body: z.union([practiceInbound, z.array(practiceInbound).min(1).max(1000)]) }))
    .output(z.object({ accepted: z.array(z.string()) })),
  received: procedure('practice.play')
    .route({ method: 'GET', path: '/practice/received', summary: 'What a phone received, oldest first' })
    .input(z.object({ phone }))
    .output(z.array(receivedMessage)),
  file: procedure('practice.play')
    .route({ method: 'GET', path: '/practice/files/{id}', summary: 'The file of a message that a phone received' })
    .input(z.object({ id: z.string().min(1).max(200) }))
    .output(z.instanceof(Blob)),
  thread: procedure('practice.play')
    .route({ method: 'GET', path: '/practice/thread', summary: 'What a phone shows: sent and received, oldest first' })
    .input(z.object({ phone }))
    .output(z.array(phoneMessage)),
}
