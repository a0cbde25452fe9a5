import { join } from 'node:path'
import { expect, it } from 'vitest'
import { flowsFolder } from '../../tests/support/starter.ts'
import { publishedSchemas } from './flow-schema.ts'

it.each(Object.entries(publishedSchemas))('%s is what the rules read', async (file, schema) => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(join(flowsFolder, file))
})
