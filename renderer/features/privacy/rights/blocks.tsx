import { Box, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material'
import type { LegibleBlock } from '../../../../contract/rights.ts'

/** They never change places: where each stands is what it is known by. */
const keyed = <T,>(items: readonly T[]) => items.map((item, key) => ({ key, item }))

/** A document, as it is printed. */
export function Blocks({ blocks }: { blocks: readonly LegibleBlock[] }) {
  return keyed(blocks).map(({ key, item }) => <Block key={key} block={item} />)
}

function Block({ block }: { block: LegibleBlock }) {
  switch (block.kind) {
    case 'heading':
      return (
        <Typography variant="h3" component={block.level === 3 ? 'h5' : 'h4'} sx={{ mt: 1 }}>
          {block.text}
        </Typography>
      )
    case 'paragraph':
      return <Typography dir="auto">{block.text}</Typography>
    case 'facts':
      return (
        <Box component="dl" sx={{ m: 0 }}>
          {block.rows.map(([label, value]) => (
            <Box key={label}>
              <Typography component="dt" variant="body2" color="textSecondary">
                {label}
              </Typography>
              <Box component="dd" dir="auto" sx={{ m: 0, overflowWrap: 'anywhere' }}>
                {value}
              </Box>
            </Box>
          ))}
        </Box>
      )
    case 'table':
      return <Rows block={block} />
  }
}

function Rows({ block }: { block: Extract<LegibleBlock, { kind: 'table' }> }) {
  return (
    <TableContainer tabIndex={0} role="region" aria-label={block.head.join(', ')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            {block.head.map((cell) => (
              <TableCell key={cell}>{cell}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {keyed(block.rows).map(({ key, item: row }) => (
            <TableRow key={key}>
              {row.map((cell, column) => (
                <TableCell
                  key={block.head[column]}
                  dir="auto"
                  sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
                >
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  )
}
