import DownloadOutlined from '@mui/icons-material/DownloadOutlined'
import { Box, Button, Skeleton } from '@mui/material'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { type ReceivedFile, shownAtOnce } from './rules.ts'

/** A file of the town hall on the citizen's phone: a picture is seen, a sound is played, a document is opened. */
export function PhoneFile(props: { messageId: string; file: ReceivedFile }) {
  const { file } = props
  const { t } = useTranslation('phone')
  const format = useFormat()
  const shape = shownAtOnce(file.mime)
  const [wanted, setWanted] = useState(shape !== null)
  const { url, error } = useFileUrl(props.messageId, wanted)
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start', minWidth: 0 }}>
      {shape !== null && url === null && !error && <Skeleton variant="rounded" width={200} height={54} />}
      {shape === 'image' && url !== null && (
        <Box
          component="img"
          src={url}
          alt={t('fileNamed', { name: file.fileName })}
          sx={{ maxWidth: '100%', maxHeight: 220, borderRadius: 1 }}
        />
      )}
      {shape === 'audio' && url !== null && (
        <Box component="audio" controls src={url} aria-label={file.fileName} sx={{ maxWidth: '100%' }} />
      )}
      <Box sx={{ fontSize: '0.825rem', overflowWrap: 'anywhere' }}>
        {file.fileName} · {format.bytes(file.bytes)}
      </Box>
      {shape === null && (
        <Opener url={url} name={file.fileName} loading={wanted && !error} ask={() => setWanted(true)} />
      )}
      <ErrorNotice error={error} />
    </Box>
  )
}

function Opener(props: { url: string | null; name: string; loading: boolean; ask: () => void }) {
  const { t } = useTranslation('phone')
  const look = { size: 'small', variant: 'outlined', color: 'inherit', startIcon: <DownloadOutlined /> } as const
  const label = t('openFile')
  if (props.url === null) {
    return (
      <Button {...look} loading={props.loading} onClick={props.ask}>
        {label}
      </Button>
    )
  }
  return (
    <Button {...look} component="a" href={props.url} download={props.name}>
      {t('saveFile')}
    </Button>
  )
}

function useFileUrl(id: string, wanted: boolean) {
  const { api } = useStation()
  const query = useQuery(
    api.practice.file.queryOptions({ input: wanted ? { id } : skipToken, staleTime: Number.POSITIVE_INFINITY }),
  )
  const [url, setUrl] = useState<string | null>(null)
  const blob = query.data
  useEffect(() => {
    if (blob === undefined) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => {
      URL.revokeObjectURL(made)
      setUrl(null)
    }
  }, [blob])
  return { url, error: query.error }
}
