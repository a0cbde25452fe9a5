import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type RetentionPreview, retentionCategories, retentionHold } from '../../../../contract/retention.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'

/** Counted when somebody asks for it; removed only after that. */
export function PreviewPanel({ running }: { running: boolean }) {
  const { t } = useTranslation('privacy')
  const { api } = useStation()
  const [asked, setAsked] = useState(false)
  const [sure, setSure] = useState(false)
  const mayWrite = useMay('privacy.write')
  const preview = useQuery({ ...api.retention.preview.queryOptions(), enabled: asked })
  const anything = preview.data !== undefined && !isNothing(preview.data)
  return (
    <Box component="section" aria-labelledby="retention-preview" sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h2" id="retention-preview">
        {t('retention.preview.title')}
      </Typography>
      <Typography>{t('retention.preview.text')}</Typography>
      <Box role="status">{running && t('retention.preview.running')}</Box>
      <ErrorNotice error={preview.error} retry={() => void preview.refetch()} />
      {preview.data && (anything ? <Found preview={preview.data} /> : <span>{t('retention.preview.none')}</span>)}
      {preview.data && <Held held={preview.data.held} />}
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button
          variant="outlined"
          loading={preview.isFetching}
          onClick={() => (asked ? void preview.refetch() : setAsked(true))}
        >
          {t(asked ? 'retention.preview.again' : 'retention.preview.look')}
        </Button>
        {mayWrite && anything && (
          <Button variant="contained" color="error" disabled={running} onClick={() => setSure(true)}>
            {t('retention.preview.run')}
          </Button>
        )}
      </Box>
      {sure && <Sure onClose={() => setSure(false)} />}
    </Box>
  )
}

const isNothing = ({ counts }: RetentionPreview) =>
  Object.values(counts).every(({ conversations, messages, files }) => conversations + messages + files === 0)

function Found({ preview }: { preview: RetentionPreview }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  return (
    <>
      <Box sx={{ overflowX: 'auto' }}>
        <Table size="small" sx={{ maxWidth: '44rem' }}>
          <TableHead>
            <TableRow>
              <TableCell>{t('retention.preview.category')}</TableCell>
              {(['conversations', 'messages', 'files'] as const).map((what) => (
                <TableCell key={what} align="right">
                  {t(`retention.preview.${what}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {retentionCategories.map((category) => (
              <TableRow key={category}>
                <TableCell component="th" scope="row">
                  {t(`retention.categories.${category}`)}
                </TableCell>
                <TableCell align="right">{preview.counts[category].conversations}</TableCell>
                <TableCell align="right">{preview.counts[category].messages}</TableCell>
                <TableCell align="right">{preview.counts[category].files}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
      {preview.more && <span>{t('retention.preview.more')}</span>}
      {preview.oldest.length > 0 && (
        <Box>
          <Typography variant="h3">{t('retention.preview.oldest')}</Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {preview.oldest.map(({ conversationId, since, messages }) => (
              <li key={`${conversationId} ${since}`}>
                <Link href={`#/inbox/all/${conversationId}`}>
                  {t('retention.preview.since', { when: format.dateTime(since), messages })}
                </Link>
              </li>
            ))}
          </Box>
        </Box>
      )}
    </>
  )
}

function Held({ held }: { held: RetentionPreview['held'] }) {
  const { t } = useTranslation('privacy')
  const reasons = retentionHold.options.filter((hold) => held[hold] > 0)
  if (reasons.length === 0) return null
  return (
    <Box>
      <Typography variant="h3">{t('retention.preview.held')}</Typography>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {reasons.map((hold) => (
          <li key={hold}>{t(`retention.holds.${hold}`, { count: held[hold] })}</li>
        ))}
      </Box>
    </Box>
  )
}

function Sure({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: () => client.retention.run(),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: api.retention.key() }),
  })
  return (
    <Dialog open onClose={onClose} aria-labelledby="retention-sure">
      <DialogTitle id="retention-sure">{t('retention.preview.runTitle')}</DialogTitle>
      <DialogContent>
        <DialogContentText>{t('retention.preview.runText')}</DialogContentText>
        <ErrorNotice error={run.error} />
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          {t('retention.preview.cancel')}
        </Button>
        <Button variant="contained" color="error" loading={run.isPending} onClick={() => run.mutate()}>
          {t('retention.preview.run')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
