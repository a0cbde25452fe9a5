import CalendarMonth from '@mui/icons-material/CalendarMonthOutlined'
import Campaign from '@mui/icons-material/CampaignOutlined'
import Forum from '@mui/icons-material/ForumOutlined'
import Outgoing from '@mui/icons-material/PodcastsOutlined'
import Policy from '@mui/icons-material/PolicyOutlined'
import Sensors from '@mui/icons-material/SensorsOutlined'
import Settings from '@mui/icons-material/SettingsOutlined'
import Smartphone from '@mui/icons-material/SmartphoneOutlined'
import SmartToy from '@mui/icons-material/SmartToyOutlined'
import type { ReactElement } from 'react'
import type { Permission } from '../../contract/base.ts'

export type SectionId =
  | 'inbox'
  | 'broadcasts'
  | 'citizens'
  | 'reports'
  | 'agenda'
  | 'assistant'
  | 'privacy'
  | 'phone'
  | 'line'
  | 'settings'

/** A place of the rail. Only what exists and the operator may see is listed. */
export type Section = {
  readonly id: SectionId
  readonly path: `/${string}`
  readonly icon: ReactElement
  readonly needs: Permission | null
  readonly practiceOnly?: boolean
}

export const sections: readonly Section[] = [
  { id: 'inbox', path: '/inbox', icon: <Forum />, needs: 'inbox.read' },
  { id: 'broadcasts', path: '/broadcasts', icon: <Outgoing />, needs: 'broadcasts.read' },
  { id: 'reports', path: '/reports', icon: <Campaign />, needs: 'inbox.read' },
  { id: 'agenda', path: '/agenda', icon: <CalendarMonth />, needs: 'inbox.read' },
  { id: 'assistant', path: '/assistant', icon: <SmartToy />, needs: 'assistant.read' },
  { id: 'phone', path: '/phone', icon: <Smartphone />, needs: 'practice.play', practiceOnly: true },
  { id: 'line', path: '/line', icon: <Sensors />, needs: 'line.read' },
  { id: 'privacy', path: '/privacy', icon: <Policy />, needs: 'privacy.read' },
  { id: 'settings', path: '/settings', icon: <Settings />, needs: null },
]

export function sectionsFor(has: { permissions: readonly Permission[]; practice: boolean }): readonly Section[] {
  return sections.filter(
    (section) =>
      (section.needs === null || has.permissions.includes(section.needs)) && (has.practice || !section.practiceOnly),
  )
}
