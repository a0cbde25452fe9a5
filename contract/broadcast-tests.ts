import { z } from 'zod'
import { exclusion } from './broadcast.ts'

/** The most phones that notices are tried out on. */
export const mostTestPhones = 5

const phone = z.string().trim().min(5).max(40)

/** A phone on which notices are tried out, and whose it is. */
export const testPhone = z.object({ name: z.string().trim().min(1).max(60), phone })
export type TestPhone = z.infer<typeof testPhone>
export const testPhones = z.array(testPhone).max(mostTestPhones)
export const writtenPhones = z.array(phone).min(1).max(mostTestPhones)

/** Why a test would not leave to a phone now: what keeps any notice from it, or an earlier test that has not left. */
export const testObstacle = z.enum([
  ...exclusion.exclude(['no_variant', 'empty_variable', 'taken_back', 'stopped']).options,
  'under_way',
])
export type TestObstacle = z.infer<typeof testObstacle>
