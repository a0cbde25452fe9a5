/** What the town hall keeps beside its conversations: its calendar, its agenda and street reports. Read with `schema.ts`. */
export type TownTables = {
  calendar_entries: CalendarEntryRow
  appointment_services: AppointmentServiceRow
  bookings: BookingRow
  report_years: ReportYearRow
  reports: ReportRow
  report_photos: ReportPhotoRow
  report_events: ReportEventRow
}

/** Days that differ from the usual week; dates are `YYYY-MM-DD`, both inclusive. */
type CalendarEntryRow = {
  id: string
  kind: string
  from_date: string
  to_date: string
  name: string
  hours_json: string | null
  author_id: string | null
  updated_at: number
}

type AppointmentServiceRow = {
  id: string
  name: string
  department: string
  minutes: number
  /** Stretches of the week as the contract has them. */
  weekly_json: string
  days_ahead: number
  /** In minutes. */
  min_notice: number
  active: number
  updated_at: number
}

/** Of one service, at one start, no two that are not cancelled have the same seat: the database refuses it. */
type BookingRow = {
  id: string
  code: string
  service_id: string
  starts_at: number
  ends_at: number
  /** From 0, below the capacity of the slot. */
  seat: number
  state: 'booked' | 'cancelled' | 'done' | 'no_show'
  name: string
  phone: string | null
  note: string
  citizen_id: string | null
  conversation_id: string | null
  created_at: number
  updated_at: number
}

/** The last number given to a report in a year. It only grows: a number never returns. */
type ReportYearRow = { year: number; last: number }

type ReportRow = {
  id: string
  year: number
  /** Its place in the year; unique with it. */
  sequence: number
  what: string
  place: string
  /** Millionths of a degree, WGS 84; null with `longitude`. */
  latitude: number | null
  longitude: number | null
  /** What it is found by: the folded words of what, where and the number. */
  words: string
  department: string
  state: 'received' | 'in_progress' | 'done' | 'dismissed'
  notify: number
  citizen_id: string | null
  conversation_id: string | null
  created_at: number
  updated_at: number
}

type ReportPhotoRow = { report_id: string; media_id: string; position: number }

type ReportEventRow = {
  id: string
  report_id: string
  at: number
  author_kind: 'bot' | 'operator'
  author_id: string | null
  kind: 'opened' | 'state' | 'department' | 'note' | 'told'
  value: string | null
  text: string
}
