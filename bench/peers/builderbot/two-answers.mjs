// The flow of bench/two-answers.ts on @builderbot/bot, with its own test provider and its history in memory. Reads one
// JSON line a round, {"conversations":512,"history":"own"|"indexed","texts":…,"said":[…]}, and writes how many messages
// it answered once all are. It writes its logs into the folder it is started in, and ends with its input.
import { createInterface } from 'node:readline'
import builderbot from '@builderbot/bot'

const { addKeyword, createBot, createFlow, createProvider, MemoryDB, TestTool } = builderbot

/** Its own history copies all of itself to find the last entry of a citizen; here that entry is at hand. */
class IndexedHistory extends MemoryDB {
  last = new Map()
  async getPrevByNumber(from) {
    return this.last.get(from)
  }
  async save(entry) {
    this.listHistory.push(entry)
    if (entry.keyword) this.last.set(entry.from, entry)
  }
}

class NotingProvider extends TestTool.TestProvider {
  sent = []
  async sendMessage(to, text) {
    this.sent.push(text)
    return { userId: to, message: text }
  }
}

const inWords = (text, what, where) => text.replace('{{what}}', what).replace('{{where}}', where)

const flow = ({ wish, what, where, done }) =>
  addKeyword([wish])
    .addAnswer(what, { capture: true }, async (context, { state }) => {
      await state.update({ what: context.body })
    })
    .addAnswer(where, { capture: true }, async (context, { state, flowDynamic }) => {
      await flowDynamic(inWords(done, state.getMyState().what, context.body))
    })

/** Every citizen writes the same turn, and the next one when all have their answer. */
async function round({ conversations, history, texts, said }) {
  const provider = createProvider(NotingProvider)
  const database = history === 'own' ? new MemoryDB() : new IndexedHistory()
  const bot = await createBot({ flow: createFlow([flow(texts)]), provider, database })
  const citizens = Array.from({ length: conversations }, (_, number) => `34700${String(number).padStart(6, '0')}`)
  for (const [turn, body] of said.entries()) {
    await Promise.all(citizens.map((from) => bot.handleMsg({ from, name: 'Nuria', body })))
    const answer = [texts.what, texts.where, inWords(texts.done, said[1], said[2])][turn]
    const sent = provider.sent.splice(0)
    if (sent.length !== conversations || sent.some((text) => text !== answer)) {
      throw new Error(`message ${turn + 1} was not answered with "${answer}"`)
    }
  }
  return conversations * said.length
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify({ answered: await round(JSON.parse(line)) })}\n`)
}
process.exit(0)
