import { startFakeWhatsApp } from './fake/server.ts'
import { linkedClient } from './library-client.ts'

/**
 * A program of its own around the bare library, as an innocent host would write it: linked, then its page strays to an
 * address without WhatsApp. Argument: a folder for the profile.
 */
const [profile] = process.argv.slice(2)
if (profile === undefined) throw new Error('which profile folder?')

const whatsapp = await startFakeWhatsApp()
await linkedClient(whatsapp, profile, { authTimeoutMs: 1000 })
process.stdout.write('ready\n')
whatsapp.faults.navigate('/blank')
