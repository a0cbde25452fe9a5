import type { Migration } from './migration.ts'

/**
 * Broadcasts and their deliveries. A delivery in the outbox follows its row there in the same transaction, whoever
 * moves it: acknowledgements, gates, withdrawals and people.
 */
export const broadcasts: Migration = {
  number: 104,
  name: 'broadcasts',
  async up({ dialect, int, strict, run }) {
    await run(`
create table broadcasts (
  id text primary key, line_id text not null references lines (id), purpose text not null,
  state text not null, emergency ${int} not null, reason text not null,
  variants_json text not null, audience_json text not null, confirmed_json text not null,
  media_id text references media (id) on delete set null,
  schedule_at ${int}, recurrence text, series_at ${int}, occurrence ${int} not null,
  previous_id text references broadcasts (id),
  author_id text not null, editor_id text not null, approver_id text, approved_at ${int},
  text_hash text, comment text not null, exception_id text,
  launched_at ${int}, release_from ${int}, plan_after text not null, planned_at ${int}, recipients ${int} not null,
  released ${int} not null,
  outside_json text not null, look_until ${int}, looked ${int} not null,
  waiting_reason text, waiting_until ${int}, finished_at ${int},
  revision ${int} not null, created_at ${int} not null, updated_at ${int} not null
) ${strict};
create index broadcasts_state on broadcasts (state, schedule_at);
create unique index broadcasts_occurrence on broadcasts (previous_id, occurrence) where recurrence is not null;
create table broadcast_deliveries (
  id text primary key, broadcast_id text not null references broadcasts (id), citizen_id text not null,
  position ${int} not null, language text not null, variant ${int}, state text not null, reason text not null,
  not_before ${int} not null, consent_seq ${int}, fence ${int}, message_id text, released_at ${int}
) ${strict};
create unique index broadcast_deliveries_once on broadcast_deliveries (broadcast_id, citizen_id);
create index broadcast_deliveries_state on broadcast_deliveries (broadcast_id, state, reason, position);
create index broadcast_deliveries_position on broadcast_deliveries (broadcast_id, position);
create index broadcast_deliveries_citizen on broadcast_deliveries (citizen_id, released_at);
drop index outbox_delivery;
create unique index outbox_delivery on outbox (delivery_id) where delivery_id is not null;
`)
    await run(dialect === 'sqlite' ? sqliteTrigger : postgresTrigger)
  },
}

const follow = `update broadcast_deliveries set
  state = case
    when new.state in ('queued', 'sending') then 'released'
    when new.state = 'cancelled' then 'excluded'
    when new.state = 'failed' and new.failure in
      ('no_consent', 'opted_out', 'paused_by_citizen', 'person_blocked', 'broadcast_stopped', 'never_wrote',
       'silent') then 'excluded'
    else new.state end,
  reason = case
    when new.state = 'cancelled' then 'taken_back'
    when new.state = 'failed' and new.failure = 'paused_by_citizen' then 'paused'
    when new.state = 'failed' and new.failure = 'person_blocked' then 'blocked'
    when new.state = 'failed' and new.failure = 'broadcast_stopped' then 'stopped'
    when new.state in ('failed', 'check') then coalesce(new.failure, 'unknown_outcome')
    else '' end
  where id = new.delivery_id;`

const sqliteTrigger = `create trigger outbox_moves_delivery after update of state on outbox
when new.delivery_id is not null and new.state <> old.state
begin ${follow} end;`

const postgresTrigger = `create function outbox_moves_delivery() returns trigger language plpgsql as $$
begin ${follow} return null; end $$;
create trigger outbox_moves_delivery after update of state on outbox for each row
when (new.delivery_id is not null and new.state <> old.state) execute function outbox_moves_delivery();`
