import { FormControlLabel, Radio, RadioGroup, TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type IdentityProof, identityProofs, type RightsRequest } from '../../../../contract/rights.ts'
import { useStation } from '../../../client/react.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { useKeep } from './rights-data.ts'

/** How the person showed who they are; never the number of a document. */
export function IdentityDialog({ request, onClose }: { request: RightsRequest; onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const { client } = useStation()
  const keep = useKeep()
  const [proof, choose] = useState<IdentityProof>('document')
  const [text, setText] = useState('')
  const verify = useMutation({
    mutationFn: () => client.rights.verifyIdentity({ id: request.id, proof, text: text.trim() }),
    onSuccess: (changed) => {
      onClose()
      return keep(changed)
    },
  })
  return (
    <FormDialog
      title={t('rights.acts.verifyIdentity')}
      submit={t('rights.identity.save')}
      busy={verify.isPending}
      error={verify.error}
      onSubmit={() => verify.mutate()}
      onClose={onClose}
    >
      <Typography>{t('rights.identity.text')}</Typography>
      <RadioGroup
        aria-label={t('rights.identity.how')}
        value={proof}
        onChange={(_, value) => choose(identityProofs.find((one) => one === value) ?? 'document')}
      >
        {identityProofs.map((one) => (
          <FormControlLabel key={one} value={one} control={<Radio />} label={t(`rights.proofs.${one}`)} />
        ))}
      </RadioGroup>
      <TextField
        label={t('rights.identity.note')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        helperText={t('rights.identity.noteHelp')}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
    </FormDialog>
  )
}
