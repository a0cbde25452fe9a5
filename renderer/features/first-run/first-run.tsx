import Dns from '@mui/icons-material/DnsOutlined'
import Village from '@mui/icons-material/HolidayVillageOutlined'
import QrCode from '@mui/icons-material/QrCode2'
import { Box, Button, Paper, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../contract/session.ts'
import { useStation } from '../../client/react.tsx'
import { isOffered } from '../../i18n/languages.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { CreateTown } from './create-town.tsx'
import { FindStation } from './find-station.tsx'
import { RestoreTown } from './restore-town.tsx'

type Step = 'choose' | 'town' | 'station' | 'restore'

/** The first screen of all: three ways to begin. */
export function FirstRun(props: { onEnter: (me: Me) => void; onRestored: () => void }) {
  const [step, setStep] = useState<Step>('choose')
  const back = () => setStep('choose')
  return (
    <Box component="main" sx={{ minHeight: '100dvh', display: 'grid', p: { xs: 2, sm: 4 } }}>
      <Box sx={{ m: 'auto', width: '100%', maxWidth: step === 'choose' ? '66rem' : '44rem' }}>
        {step === 'choose' && <Choices onEnter={props.onEnter} choose={setStep} />}
        {step === 'town' && <CreateTown onEnter={props.onEnter} back={back} />}
        {step === 'restore' && <RestoreTown back={back} onRestored={props.onRestored} />}
        {step === 'station' && <FindStation back={back} />}
      </Box>
    </Box>
  )
}

function Choices(props: { onEnter: (me: Me) => void; choose: (step: Step) => void }) {
  const { t, i18n } = useTranslation('first-run')
  const { client } = useStation()
  const practice = useMutation({
    mutationFn: () => client.setup.startPractice(isOffered(i18n.language) ? { language: i18n.language } : {}),
    onSuccess: ({ me }) => props.onEnter(me),
  })
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box>
        <Typography variant="h1">{t('title')}</Typography>
        <Typography color="textSecondary" sx={{ mt: 1 }}>
          {t('text')}
        </Typography>
      </Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'repeat(3, 1fr)' } }}>
        <Choice icon={<Village />} title={t('practice.title')} text={t('practice.text')} first>
          <Button
            variant="contained"
            size="large"
            loading={practice.isPending}
            onClick={() => practice.mutate()}
            autoFocus
          >
            {t('practice.go')}
          </Button>
        </Choice>
        <Choice icon={<QrCode />} title={t('town.title')} text={t('town.text')}>
          <Button variant="outlined" size="large" onClick={() => props.choose('town')}>
            {t('town.go')}
          </Button>
        </Choice>
        <Choice icon={<Dns />} title={t('station.title')} text={t('station.text')}>
          <Button variant="outlined" size="large" onClick={() => props.choose('station')}>
            {t('station.go')}
          </Button>
        </Choice>
      </Box>
      <ErrorNotice error={practice.error} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Typography>{t('other')}</Typography>
        <Button onClick={() => props.choose('restore')}>{t('otherGo')}</Button>
      </Box>
      <Box sx={{ maxWidth: '16rem' }}>
        <LanguageChoice />
      </Box>
    </Box>
  )
}

function Choice(props: { icon: ReactNode; title: string; text: string; first?: boolean; children: ReactNode }) {
  return (
    <Paper
      component="section"
      variant="outlined"
      sx={(theme) => ({
        p: 3,
        display: 'grid',
        gap: 1,
        gridTemplateRows: 'auto auto 1fr auto',
        borderColor: props.first ? theme.colors.accent : theme.colors.line,
        borderWidth: props.first ? 2 : 1,
        '& > svg': { fontSize: 40, color: theme.colors.accent },
      })}
    >
      {props.icon}
      <Typography variant="h2">{props.title}</Typography>
      <Typography color="textSecondary" sx={{ mb: 1 }}>
        {props.text}
      </Typography>
      {props.children}
    </Paper>
  )
}
