import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RightsRequest } from '../../../../contract/rights.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { type Person, PersonSearch } from './person-search.tsx'
import { useKeep } from './rights-data.ts'

/** Says whose request it is. */
export function LinkDialog({ request, onClose }: { request: RightsRequest; onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const { client } = useStation()
  const keep = useKeep()
  const [person, choose] = useState<Person | null>(null)
  const link = useMutation({
    mutationFn: (citizenId: string) => client.rights.link({ id: request.id, citizenId }),
    onSuccess: (changed) => {
      onClose()
      return keep(changed)
    },
  })
  return (
    <FormDialog
      title={t('rights.acts.link')}
      submit={t('rights.link')}
      busy={link.isPending}
      error={link.error}
      onSubmit={() => person && link.mutate(person.id)}
      onClose={onClose}
    >
      <PersonSearch chosen={person} choose={choose} />
    </FormDialog>
  )
}
