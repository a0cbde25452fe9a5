import { ledgerCommand } from './ledger-command.ts'

const { code, line } = await ledgerCommand(process.argv.slice(2))
const stream = code === 2 ? process.stderr : process.stdout
stream.write(`${line}\n`)
process.exitCode = code
