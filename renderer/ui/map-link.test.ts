import { describe, expect, it } from 'vitest'
import { mapHref } from './map-link.ts'

describe('mapHref', () => {
  it('points at the place', () => {
    expect(mapHref(40.4168, -3.7038)).toContain('mlat=40.416800&mlon=-3.703800')
  })
})
