import { describe, expect, test } from 'vitest'
import { windowOptions } from './window-options.ts'

const settings = {
  state: { bounds: { x: 10, y: 20, width: 1200, height: 800 }, maximized: false },
  preload: '/app/out/preload/preload.cjs',
  icon: '/app/icon.png',
  version: '0.1.0',
  production: true,
  dark: false,
}

describe('windowOptions', () => {
  test('a page can reach nothing but its preload', () => {
    expect(windowOptions(settings).webPreferences).toEqual({
      preload: '/app/out/preload/preload.cjs',
      additionalArguments: ['--ventanilla-version=0.1.0'],
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: true,
      devTools: false,
    })
  })

  test('developer tools only outside an installed product', () => {
    expect(windowOptions({ ...settings, production: false }).webPreferences?.devTools).toBe(true)
  })

  test('opens where it was left, never too small', () => {
    expect(windowOptions(settings)).toMatchObject({
      x: 10,
      y: 20,
      width: 1200,
      height: 800,
      minWidth: 1024,
      minHeight: 640,
    })
  })
})
