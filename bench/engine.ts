import { stateSchema } from '../main/bot/conversation.ts'
import type { Understand } from '../main/bot/ports.ts'
import { type Dialogue, play, remembered, shippedUnderstanding } from './dialogue.ts'
import { type Context, inTurn, type Measurement, median, type Row, rate } from './measurement.ts'
import { streetReport, twoAnswers } from './two-answers.ts'

async function rows(context: Context): Promise<readonly Row[]> {
  context.say('engine')
  const understand = await shippedUnderstanding()
  const known = remembered(understand)
  const small = twoAnswers()
  return [
    await stepping('two answers, meaning known', small, known, context),
    await stepping('a street report as shipped, meaning known', streetReport, known, context),
    await stepping('a street report as shipped, every message understood', streetReport, understand, context),
  ]
}

/** Whole dialogues against a loop that only reads and writes what the conversation is after each of their messages. */
async function stepping(what: string, dialogue: Dialogue, understand: Understand, { size }: Context): Promise<Row> {
  const times = size === 'quick' ? 300 : 1_500
  const { states, steps } = await play(dialogue, understand)
  const took = await inTurn(size === 'quick' ? 5 : 11, {
    ours: async () => {
      for (let time = 0; time < times; time += 1) await play(dialogue, understand)
    },
    bare: async () => {
      for (let time = 0; time < times; time += 1) {
        for (const state of states) stateSchema.parse(JSON.parse(JSON.stringify(state)))
      }
    },
  })
  return {
    what: `engine, ${what}`,
    measured: `${rate(times * steps, median(took.ours))} steps/s`,
    comparedWith: `bare loop that writes and reads the same states: ${rate(times * states.length, median(took.bare))}/s`,
    ratio: median(took.ours.map((ours, round) => (took.bare[round] ?? Number.NaN) / ours)),
    target: '–',
    verdict: 'no target',
  }
}

export const engine: Measurement = { name: 'engine', run: rows }
