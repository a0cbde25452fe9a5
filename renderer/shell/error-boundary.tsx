import BrokenImage from '@mui/icons-material/BuildOutlined'
import { Button } from '@mui/material'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../client/react.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

type Props = { children: ReactNode }

/** Keeps a part that fails from taking the rest with it. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override readonly state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? <Crashed again={() => this.setState({ failed: false })} /> : this.props.children
  }
}

function Crashed(props: { again: () => void }) {
  const { t } = useTranslation('shell')
  const reachable = useConnection() !== 'reconnecting'
  // A part that could not be loaded comes with a new page; without a station a new page would be an empty one.
  const again = reachable ? () => window.location.reload() : props.again
  return (
    <EmptyState
      page
      icon={<BrokenImage />}
      title={t('crash.title')}
      text={t('crash.text')}
      action={
        <Button variant="contained" onClick={again}>
          {t('crash.again')}
        </Button>
      }
    />
  )
}
