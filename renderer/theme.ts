import { createTheme, type Theme } from '@mui/material/styles'

export const looks = ['light', 'dark', 'contrast'] as const
export type Look = (typeof looks)[number]

/** A surface of the thread: what fills it, what is written on it, what surrounds it. */
export type Paper = { readonly fill: string; readonly text: string; readonly line: string }

export type Palette = {
  readonly canvas: string
  readonly surface: string
  readonly raised: string
  readonly text: string
  readonly quiet: string
  /** Decoration between things. */
  readonly line: string
  /** Border of something one can operate: 3:1 against every surface. */
  readonly edge: string
  readonly focus: string
  readonly accent: string
  readonly onAccent: string
  readonly accentSoft: string
  readonly good: string
  readonly warn: string
  readonly bad: string
  readonly info: string
  readonly onStatus: string
  readonly citizen: Paper
  readonly operator: Paper
  readonly bot: Paper
  readonly note: Paper
}

export const palettes: { readonly [L in Look]: Palette } = {
  light: {
    canvas: '#f4f1ec',
    surface: '#fffdfa',
    raised: '#ffffff',
    text: '#1d2322',
    quiet: '#55605d',
    line: '#e0dad0',
    edge: '#827b70',
    focus: '#0b5cad',
    accent: '#0b5a5c',
    onAccent: '#ffffff',
    accentSoft: '#dcebe9',
    good: '#1c6636',
    warn: '#8a4500',
    bad: '#a1231e',
    info: '#1c5583',
    onStatus: '#ffffff',
    citizen: { fill: '#ffffff', text: '#1d2322', line: '#ddd6cb' },
    operator: { fill: '#d9ecea', text: '#10302f', line: '#b3d3d0' },
    bot: { fill: '#e9e8f3', text: '#2a2848', line: '#cfcde3' },
    note: { fill: '#fff2c6', text: '#4a3a00', line: '#dcc270' },
  },
  dark: {
    canvas: '#161513',
    surface: '#1f1d1a',
    raised: '#282622',
    text: '#f1ede6',
    quiet: '#bab3a8',
    line: '#3a3731',
    edge: '#8f887c',
    focus: '#8cc8ff',
    accent: '#72cbc6',
    onAccent: '#04302f',
    accentSoft: '#1e3d3b',
    good: '#86d39d',
    warn: '#f2b266',
    bad: '#f79a92',
    info: '#93c4ee',
    onStatus: '#161513',
    citizen: { fill: '#2b2925', text: '#f1ede6', line: '#46423a' },
    operator: { fill: '#173f3d', text: '#e2f4f2', line: '#2c5f5c' },
    bot: { fill: '#2c2b44', text: '#e8e6fb', line: '#47456a' },
    note: { fill: '#3f3512', text: '#fbecb6', line: '#77652a' },
  },
  contrast: {
    canvas: '#000000',
    surface: '#000000',
    raised: '#000000',
    text: '#ffffff',
    quiet: '#e6e6e6',
    line: '#9a9a9a',
    edge: '#ffffff',
    focus: '#ffe14d',
    accent: '#5ff0e6',
    onAccent: '#000000',
    accentSoft: '#003b38',
    good: '#7dffa0',
    warn: '#ffc65c',
    bad: '#ff9c94',
    info: '#9ed4ff',
    onStatus: '#000000',
    citizen: { fill: '#000000', text: '#ffffff', line: '#ffffff' },
    operator: { fill: '#00302e', text: '#ffffff', line: '#5ff0e6' },
    bot: { fill: '#17153a', text: '#ffffff', line: '#b9b4ff' },
    note: { fill: '#3a3000', text: '#ffffff', line: '#ffe14d' },
  },
}

declare module '@mui/material/styles' {
  interface Theme {
    /** The project's own colours, for what MUI's palette has no word for. */
    readonly colors: Palette
  }
  interface ThemeOptions {
    readonly colors?: Palette
  }
}

const font = '"Atkinson Hyperlegible", "Segoe UI", system-ui, sans-serif'
/** Smallest side of something pressed with a finger, and with a pointer. */
const touch = 44

export function themeFor(look: Look): Theme {
  const colors = palettes[look]
  const status = (main: string) => ({ main, dark: main, light: main, contrastText: colors.onStatus })
  return createTheme({
    colors,
    spacing: 8,
    shape: { borderRadius: 8 },
    palette: {
      mode: look === 'light' ? 'light' : 'dark',
      contrastThreshold: 4.5,
      primary: { main: colors.accent, dark: colors.accent, light: colors.accent, contrastText: colors.onAccent },
      success: status(colors.good),
      warning: status(colors.warn),
      error: status(colors.bad),
      info: status(colors.info),
      background: { default: colors.canvas, paper: colors.surface },
      text: { primary: colors.text, secondary: colors.quiet, disabled: colors.quiet },
      divider: colors.line,
    },
    typography: {
      fontFamily: font,
      fontSize: 14,
      h1: { fontSize: '1.5rem', fontWeight: 700, lineHeight: 1.25 },
      h2: { fontSize: '1.2rem', fontWeight: 700, lineHeight: 1.3 },
      h6: { fontSize: '1.2rem', fontWeight: 700, lineHeight: 1.3 },
      h3: { fontSize: '1.05rem', fontWeight: 700, lineHeight: 1.35 },
      body1: { fontSize: '1rem', lineHeight: 1.5 },
      body2: { fontSize: '0.9rem', lineHeight: 1.45 },
      caption: { fontSize: '0.825rem', lineHeight: 1.4 },
      button: { textTransform: 'none', fontWeight: 700, fontSize: '0.95rem' },
    },
    components: componentsFor(colors, look),
  })
}

function componentsFor(colors: Palette, look: Look): NonNullable<Parameters<typeof createTheme>[0]>['components'] {
  const ring = { outline: `3px solid ${colors.focus}`, outlineOffset: 2 }
  return {
    MuiCssBaseline: {
      styleOverrides: {
        'html, body, #root': { height: '100%' },
        body: { overflowWrap: 'break-word' },
        ':focus-visible': ring,
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': {
            animationDuration: '0.01ms !important',
            animationIterationCount: '1 !important',
            transitionDuration: '0s !important',
            transitionDelay: '0s !important',
            scrollBehavior: 'auto !important',
          },
        },
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { '&.Mui-focusVisible': ring } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: { minHeight: touch, paddingInline: 16, '&.Mui-disabled': { color: colors.quiet } },
        sizeSmall: { minHeight: 32, paddingInline: 12 },
        outlined: { borderColor: colors.edge },
      },
    },
    MuiIconButton: {
      styleOverrides: {
        root: { minWidth: touch, minHeight: touch, color: 'inherit' },
        sizeSmall: { minWidth: 32, minHeight: 32 },
      },
    },
    MuiPaper: {
      defaultProps: { elevation: 0 },
      styleOverrides: { root: { backgroundImage: 'none' } },
    },
    MuiDialog: {
      styleOverrides: {
        paper: {
          border: `1px solid ${look === 'light' ? colors.line : colors.edge}`,
          backgroundColor: colors.raised,
          // A form that does not fit scrolls between its title and its buttons, as a dialog without one does.
          '& > form': { display: 'flex', flexDirection: 'column', minHeight: 0 },
        },
      },
    },
    MuiMenu: {
      styleOverrides: {
        paper: { border: `1px solid ${look === 'light' ? colors.line : colors.edge}`, backgroundColor: colors.raised },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: { root: { backgroundColor: colors.raised }, notchedOutline: { borderColor: colors.edge } },
    },
    MuiTableCell: { styleOverrides: { root: { borderColor: colors.line }, head: { fontWeight: 700 } } },
    MuiMenuItem: { styleOverrides: { root: { minHeight: 40 } } },
    MuiTab: { styleOverrides: { root: { minHeight: 48 } } },
    MuiTooltip: { defaultProps: { enterDelay: 400, describeChild: false } },
    MuiTextField: { defaultProps: { fullWidth: true, size: 'small' } },
    MuiLink: { defaultProps: { underline: 'always' } },
    MuiSwitch: { styleOverrides: { track: { backgroundColor: colors.edge, opacity: 1 } } },
  }
}
