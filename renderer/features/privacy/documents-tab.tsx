import Description from '@mui/icons-material/DescriptionOutlined'
import { Box, Button, Paper, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { saveFile } from '../../ui/save-file.ts'

const names = ['record', 'dpia'] as const
const formats = [
  { format: 'pdf', ending: 'pdf' },
  { format: 'markdown', ending: 'md' },
] as const

/** Documents that data protection asks for, filled in with what the town has set. */
export function DocumentsTab() {
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(min(22rem, 100%), 1fr))' }}>
      {names.map((name) => (
        <DocumentCard key={name} name={name} />
      ))}
    </Box>
  )
}

function DocumentCard({ name }: { name: (typeof names)[number] }) {
  const { t, i18n } = useTranslation('privacy')
  const { client } = useStation()
  const language = i18n.language === 'en' ? 'en' : 'es'
  const save = useMutation({
    mutationFn: async ({ format, ending }: (typeof formats)[number]) =>
      saveFile(await client.rights.document({ name, format, language }), `${name}.${ending}`),
  })
  return (
    <Paper variant="outlined" component="section" sx={{ p: 2, display: 'grid', gap: 1.5, alignContent: 'start' }}>
      <Typography variant="h2" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Description aria-hidden />
        {t(`documents.${name}.title`)}
      </Typography>
      <Typography color="textSecondary">{t(`documents.${name}.text`)}</Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {formats.map((each) => (
          <Button
            key={each.format}
            variant={each.format === 'pdf' ? 'contained' : 'outlined'}
            loading={save.isPending && save.variables.format === each.format}
            onClick={() => save.mutate(each)}
          >
            {t(`documents.${each.format}`)}
          </Button>
        ))}
      </Box>
      <ErrorNotice error={save.error} />
    </Paper>
  )
}
