import CompareArrows from '@mui/icons-material/CompareArrows'
import FileDownload from '@mui/icons-material/FileDownloadOutlined'
import MoreVert from '@mui/icons-material/MoreVert'
import Place from '@mui/icons-material/PlaceOutlined'
import UploadFile from '@mui/icons-material/UploadFileOutlined'
import { Box, Button, IconButton, ListItemIcon, Menu, MenuItem } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink, useLocation } from 'wouter'
import type { CitizenFilters } from '../../../../contract/citizens.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { useProblemText } from '../../../ui/problem-text.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { download } from '../download.ts'
import { importPath, proposalsPath } from '../paths.ts'
import { NeighbourhoodsDialog } from './neighbourhoods-dialog.tsx'

/** What is done with the list as a whole, by whoever keeps it. */
export function ListActions({ filters }: { filters: CitizenFilters }) {
  const { t } = useTranslation('citizens')
  const [at, open] = useState<HTMLElement | null>(null)
  const [settling, settle] = useState(false)
  const [, go] = useLocation()
  const menu = useId()
  const exporting = useExport(filters)
  if (!useMay('citizens.manage')) return null
  const chosen = (act: () => void) => () => {
    open(null)
    act()
  }
  return (
    <Box sx={{ display: 'flex', gap: 0.5 }}>
      <Button component={RouteLink} href={importPath} variant="contained" startIcon={<UploadFile />}>
        {t('actions.import')}
      </Button>
      <IconButton
        aria-label={t('card.menu', { value: t('title') })}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        aria-controls={at ? menu : undefined}
        onClick={({ currentTarget }) => open(currentTarget)}
      >
        <MoreVert />
      </IconButton>
      <Menu id={menu} anchorEl={at} open={at !== null} onClose={() => open(null)}>
        <MenuItem onClick={chosen(() => exporting.mutate())} disabled={exporting.isPending}>
          <ListItemIcon>
            <FileDownload fontSize="small" />
          </ListItemIcon>
          {t('actions.export')}
        </MenuItem>
        <MenuItem onClick={chosen(() => go(proposalsPath))}>
          <ListItemIcon>
            <CompareArrows fontSize="small" />
          </ListItemIcon>
          {t('actions.proposals')}
        </MenuItem>
        <MenuItem onClick={chosen(() => settle(true))}>
          <ListItemIcon>
            <Place fontSize="small" />
          </ListItemIcon>
          {t('actions.neighbourhoods')}
        </MenuItem>
      </Menu>
      {settling && <NeighbourhoodsDialog onClose={() => settle(false)} />}
    </Box>
  )
}

function useExport(filters: CitizenFilters) {
  const { t } = useTranslation('citizens')
  const { client } = useStation()
  const toasts = useToasts()
  const problem = useProblemText()
  return useMutation({
    mutationFn: () =>
      download(t('actions.exportName'), (cursor) =>
        client.citizens.exportList({ ...filters, ...(cursor !== undefined && { cursor }) }),
      ),
    onMutate: () => void toasts.show({ text: t('actions.exporting'), severity: 'info' }),
    onSuccess: () => void toasts.show({ text: t('actions.exported'), severity: 'warning' }),
    onError: (error) => void toasts.show({ text: problem(error).what, severity: 'error' }),
  })
}
