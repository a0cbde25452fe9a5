import type { Migration } from './migration.ts'

/** The local agenda. That a seat is given once is the database's own promise, whoever writes. */
export const appointments: Migration = {
  number: 74,
  name: 'appointments',
  async up({ int, strict, run }) {
    await run(`
create table appointment_services (
  id text primary key, name text not null, department text not null, minutes ${int} not null,
  weekly_json text not null, days_ahead ${int} not null, min_notice ${int} not null,
  active ${int} not null, updated_at ${int} not null
) ${strict};
create table bookings (
  id text primary key, code text not null,
  service_id text not null references appointment_services (id),
  starts_at ${int} not null, ends_at ${int} not null, seat ${int} not null, state text not null,
  name text not null, phone text, note text not null,
  citizen_id text references citizens (id), conversation_id text references conversations (id),
  created_at ${int} not null, updated_at ${int} not null
) ${strict};
create unique index bookings_code on bookings (code);
create unique index bookings_seat on bookings (service_id, starts_at, seat) where state <> 'cancelled';
create index bookings_start on bookings (starts_at, id);
create index bookings_citizen on bookings (citizen_id, starts_at) where citizen_id is not null;
create index bookings_conversation on bookings (conversation_id) where conversation_id is not null;
`)
  },
}
