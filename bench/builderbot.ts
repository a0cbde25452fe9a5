import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { initialState, type State, stateSchema } from '../main/bot/conversation.ts'
import type { Understand } from '../main/bot/ports.ts'
import { type Dialogue, mustEnd, remembered, shippedUnderstanding, turn } from './dialogue.ts'
import { absentRow, against, type Context, inTurn, type Measurement, median, type Row, rate } from './measurement.ts'
import { texts, twoAnswers } from './two-answers.ts'

const directory = join(import.meta.dirname, 'peers/builderbot')
const name = '@builderbot/bot'
/** Installing may take so many milliseconds. */
const patience = 5 * 60_000
const what = 'conversations of two answers at once'

type Peer = {
  /** Leads so many conversations from their first message to their last answer. */
  round(conversations: number, history: 'own' | 'indexed'): Promise<void>
  end(): Promise<void>
}

/** All citizens write the first message, then all write the next; where each stands is text between the messages. */
async function lead(dialogue: Dialogue, conversations: number, understand: Understand): Promise<void> {
  const standing = new Map<number, string>()
  for (const words of dialogue.said) {
    for (let citizen = 0; citizen < conversations; citizen += 1) {
      const before = standing.get(citizen)
      const state: State = before === undefined ? initialState : stateSchema.parse(JSON.parse(before))
      const result = await turn(dialogue, state, words, understand)
      standing.set(citizen, JSON.stringify(result.state))
      if (words === dialogue.said.at(-1)) mustEnd(dialogue, result.replies.join('\n'))
    }
  }
}

/** Installs the peer where it is not, from its own lock file. Throws with the reason when it cannot. */
async function install(say: Context['say']): Promise<void> {
  const isThere = () => {
    try {
      return createRequire(join(directory, 'package.json')).resolve(name) !== ''
    } catch {
      return false
    }
  }
  if (isThere()) return
  say(`installing ${name}`)
  const npm = spawn('npm ci --ignore-scripts --no-audit --no-fund', {
    cwd: directory,
    shell: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: patience,
  })
  let reason = ''
  npm.stderr.on('data', (data) => {
    reason += String(data)
  })
  const [code] = await once(npm, 'exit')
  if (code !== 0 || !isThere()) throw new Error(`npm ci: ${reason.trim().split('\n')[0] || `ended with ${code}`}`)
}

function startPeer(folder: string, said: Dialogue['said']): Peer {
  const child = spawn(process.execPath, [join(directory, 'two-answers.mjs')], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async round(conversations, history) {
      child.stdin.write(`${JSON.stringify({ conversations, history, texts, said })}\n`)
      const { value, done } = await answers.next()
      if (done) throw new Error(`${name} ended before it answered`)
      const { answered } = z.object({ answered: z.int() }).parse(JSON.parse(value))
      if (answered !== conversations * said.length) throw new Error(`${name} answered ${answered} messages only`)
    },
    async end() {
      child.stdin.end()
      await ended
    },
  }
}

async function rows(context: Context): Promise<readonly Row[]> {
  try {
    await install(context.say)
  } catch (error) {
    const why = `${name} cannot be installed: ${error instanceof Error ? error.message : 'unknown'}`
    context.say(`NOT MEASURED: ${why}`)
    return [absentRow(what, why)]
  }
  context.say(name)
  const dialogue = twoAnswers()
  const understand = await shippedUnderstanding()
  const peer = startPeer(await context.places.folder(), dialogue.said)
  try {
    return await compared(dialogue, understand, peer, context)
  } finally {
    await peer.end()
  }
}

async function compared(
  dialogue: Dialogue,
  understand: Understand,
  peer: Peer,
  { size }: Context,
): Promise<readonly Row[]> {
  const conversations = size === 'quick' ? 256 : 512
  const known = remembered(understand)
  const took = await inTurn(size === 'quick' ? 5 : 11, {
    engine: () => lead(dialogue, conversations, known),
    whole: () => lead(dialogue, conversations, understand),
    indexed: () => peer.round(conversations, 'indexed'),
    own: () => peer.round(conversations, 'own'),
  })
  const messages = conversations * dialogue.said.length
  const row = (how: string, ours: readonly number[], theirs: readonly number[], history: string): Row => ({
    what: `${conversations} ${what}: ${how}`,
    measured: `${rate(messages, median(ours))} messages/s`,
    comparedWith: `${name}, ${history}: ${rate(messages, median(theirs))}/s`,
    ratio: median(ours.map((each, round) => (theirs[round] ?? Number.NaN) / each)),
    target: '–',
    verdict: 'no target',
  })
  return [
    against(1, row('meaning known', took.engine, took.indexed, 'its history indexed by us')),
    against(1, row('meaning known', took.engine, took.own, 'its own history')),
    // The peer understands nothing: it looks for a word.
    row('every message understood', took.whole, took.indexed, 'its history indexed by us'),
  ]
}

export const builderbot: Measurement = { name: 'builderbot', run: rows }
