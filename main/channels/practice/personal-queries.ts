import type { Writer } from '../../store/store.ts'

const phonesOf = (tx: Writer, citizenId: string) =>
  tx.selectFrom('citizen_identifiers').select('value').where('citizen_id', '=', citizenId).where('kind', '=', 'phone')

export const forgetMessagesWith = async (tx: Writer, citizenId: string): Promise<number> => {
  const gone = await tx
    .deleteFrom('practice_messages')
    .where('phone', 'in', phonesOf(tx, citizenId))
    .returning('seq')
    .execute()
  return gone.length
}
