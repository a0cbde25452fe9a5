import { Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material'
import type { ReactNode } from 'react'

/** A table in a frame that scrolls sideways, also with the keyboard. `columns`: their names, none twice. */
export function ListTable(props: { label: string; columns: readonly string[]; small?: boolean; children: ReactNode }) {
  return (
    <TableContainer component={Paper} variant="outlined" tabIndex={0} role="region" aria-label={props.label}>
      <Table size={props.small ? 'small' : 'medium'}>
        <TableHead>
          <TableRow>
            {props.columns.map((column) => (
              <TableCell key={column}>{column}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>{props.children}</TableBody>
      </Table>
    </TableContainer>
  )
}
