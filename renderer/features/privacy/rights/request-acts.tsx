import { Button, Paper, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RightsRequest } from '../../../../contract/rights.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { ErasureDialog } from './erasure-dialog.tsx'
import { IdentityDialog } from './identity-dialog.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { RectifyDialog } from './rectify-dialog.tsx'
import { useKeep } from './rights-data.ts'
import { actsOf, type RequestAct } from './rules.ts'
import { TextDialog } from './text-dialog.tsx'

const immediate = new Set<RequestAct>(['export', 'object', 'restrict'])

/** What can be done with a request now; the first is what comes next. */
export function RequestActs({ request }: { request: RightsRequest }) {
  const { t } = useTranslation('privacy')
  const [act, choose] = useState<RequestAct | 'note' | null>(null)
  const run = useImmediate(request)
  const acts = actsOf(request)
  const close = () => choose(null)
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-labelledby="rights-acts"
      sx={{ p: 2, display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      <Typography id="rights-acts" variant="h3" component="h3">
        {t('rights.acts.title')}
      </Typography>
      {acts.map((each, index) => (
        <Button
          key={each}
          variant={index === 0 ? 'contained' : 'outlined'}
          color={each === 'block' ? 'error' : 'primary'}
          loading={run.isPending && run.variables === each}
          onClick={() => (immediate.has(each) ? run.mutate(each) : choose(each))}
        >
          {t(`rights.acts.${each}`)}
        </Button>
      ))}
      <Button variant="text" onClick={() => choose('note')}>
        {t('rights.acts.note')}
      </Button>
      <ErrorNotice error={run.error} />
      {act !== null && <ActDialog act={act} request={request} onClose={close} />}
    </Paper>
  )
}

function ActDialog(props: { act: RequestAct | 'note'; request: RightsRequest; onClose: () => void }) {
  const { act, request, onClose } = props
  switch (act) {
    case 'link':
      return <LinkDialog request={request} onClose={onClose} />
    case 'verifyIdentity':
      return <IdentityDialog request={request} onClose={onClose} />
    case 'rectify':
      return <RectifyDialog request={request} onClose={onClose} />
    case 'block':
      return <ErasureDialog request={request} onClose={onClose} />
    case 'askIdentity':
    case 'extend':
    case 'refuse':
    case 'answer':
    case 'note':
      return <TextDialog act={act} request={request} onClose={onClose} />
    case 'export':
    case 'object':
    case 'restrict':
      return null
  }
}

/** Acts that ask nothing more. */
function useImmediate({ id, number }: RightsRequest) {
  const { t, i18n } = useTranslation('privacy')
  const { client, api } = useStation()
  const toasts = useToasts()
  const keep = useKeep()
  return useMutation({
    mutationKey: api.rights.key(),
    mutationFn: async (act: RequestAct) => {
      const language = i18n.language === 'en' ? 'en' : 'es'
      if (act === 'export') saveFile(await client.rights.export({ id, language }), `${number}.zip`)
      else await keep(await (act === 'object' ? client.rights.object({ id }) : client.rights.restrict({ id })))
      if (act === 'export') await keep(await client.rights.get({ id }))
    },
    onSuccess: (_, act) => toasts.show({ text: t(`rights.done.${act === 'export' ? 'export' : 'stopped'}`) }),
  })
}
