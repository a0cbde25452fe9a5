import CallSplit from '@mui/icons-material/CallSplit'
import Chat from '@mui/icons-material/ChatBubbleOutlineOutlined'
import EditOutlined from '@mui/icons-material/EditOutlined'
import Flag from '@mui/icons-material/FlagOutlined'
import FormatListNumbered from '@mui/icons-material/FormatListNumbered'
import HelpOutlined from '@mui/icons-material/HelpOutlineOutlined'
import LiveHelp from '@mui/icons-material/LiveHelpOutlined'
import Settings from '@mui/icons-material/RoomServiceOutlined'
import Person from '@mui/icons-material/SupportAgentOutlined'
import type { ReactElement } from 'react'
import type { JsonObject } from '../flow/json.ts'
import { kindOf, type StepKind } from '../flow/steps.ts'

const icons: { readonly [K in StepKind]: ReactElement } = {
  say: <Chat />,
  menu: <FormatListNumbered />,
  ask: <LiveHelp />,
  set: <EditOutlined />,
  branch: <CallSplit />,
  call: <Settings />,
  handover: <Person />,
  end: <Flag />,
}

export const kindIcon = (kind: StepKind): ReactElement => icons[kind]

/** What a step is, as a picture. Decorative: the word stands beside it. */
export function StepIcon({ step }: { step: JsonObject }) {
  const kind = kindOf(step)
  return kind === null ? <HelpOutlined /> : icons[kind]
}
