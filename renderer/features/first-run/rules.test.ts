import { describe, expect, it } from 'vitest'
import { faultsOf, stationAddress } from './rules.ts'

describe('the address of a station', () => {
  it.each([
    ['https://ventanilla.example/', 'https://ventanilla.example'],
    ['ventanilla.example:8443/consola', 'https://ventanilla.example:8443'],
    ['http://127.0.0.1:7000', 'http://127.0.0.1:7000'],
    [' http://localhost:7000 ', 'http://localhost:7000'],
    ['http://[::1]:7000', 'http://[::1]:7000'],
  ])('accepts %s', (typed, url) => {
    expect(stationAddress(typed)).toEqual({ url })
  })

  it.each([
    ['', 'empty'],
    ['http://192.168.1.20:7000', 'insecure'],
    ['http://127.0.0.1.example.com', 'insecure'],
    ['https://ana:secreto@ventanilla.example', 'credentials'],
    ['javascript://alert(1)', 'invalid'],
    ['file:///etc/passwd', 'invalid'],
    ['un ayuntamiento', 'invalid'],
  ])('refuses %s as %s', (typed, fault) => {
    expect(stationAddress(typed)).toEqual({ fault })
  })
})

describe('the form of a new town', () => {
  const right = {
    name: 'Ayuntamiento de Valdeolmos',
    privacyNotice: 'Tratamos sus datos para responderle.',
    person: 'Ana López',
    username: 'ana.lopez',
    password: 'cuatro palabras al azar',
    repeat: 'cuatro palabras al azar',
  }

  it('has no faults when everything is there', () => {
    expect(faultsOf(right)).toEqual([])
  })

  it('names what is missing, in order', () => {
    expect(faultsOf({ ...right, name: ' ', username: 'Ana López', repeat: 'otra' })).toEqual([
      'name',
      'username',
      'repeat',
    ])
  })
})
