/** A spreadsheet would run a cell that begins so as a formula; an apostrophe makes it text. */
const formula = /^[=+\-@\t\r]/

const needsQuotes = /[";\n\r]/

function cell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A line of a CSV file as Spanish spreadsheets read it: semicolons, CRLF, and no cell that they would run. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(';')}\r\n`

/** How a CSV file begins, so that a spreadsheet takes it for UTF-8. */
export const byteOrderMark = '\ufeff'

/** What a spreadsheet was kept from running, as it was before. */
export const withoutGuard = (value: string): string => (/^'[=+\-@\t\r]/.test(value) ? value.slice(1) : value)
