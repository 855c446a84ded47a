-- Contacts (calls, chats, tasks), the agents they go to, and how they get there. One instance per domain of customer profiles.

create table instance (
  domain_id integer primary key references domain on delete cascade,
  instance_id uuid not null unique,
  -- What callers hear, times of grace; see src/contacts/settings.ts.
  settings jsonb not null,
  created_at timestamptz not null
);

create table hours_of_operation (
  domain_id integer not null references domain on delete cascade,
  hours_id uuid not null,
  name text not null,
  description text,
  time_zone text not null,
  config jsonb not null,
  tags jsonb not null default '{}',
  updated_at timestamptz not null,
  primary key (domain_id, hours_id),
  unique (domain_id, name)
);

create table contact_queue (
  domain_id integer not null references domain on delete cascade,
  queue_id uuid not null,
  name text not null,
  description text,
  hours_id uuid not null,
  max_contacts integer,
  enabled boolean not null default true,
  is_default boolean not null default false,
  outbound jsonb,
  tags jsonb not null default '{}',
  updated_at timestamptz not null,
  primary key (domain_id, queue_id),
  unique (domain_id, name)
);

-- Numbers people call, and the queue that each leads to.
create table phone_number (
  domain_id integer not null references domain on delete cascade,
  phone_number_id uuid not null,
  -- E.164
  number text not null,
  description text,
  queue_id uuid not null,
  created_at timestamptz not null,
  primary key (domain_id, phone_number_id),
  unique (domain_id, number)
);

create table routing_profile (
  domain_id integer not null references domain on delete cascade,
  routing_profile_id uuid not null,
  name text not null,
  description text not null,
  default_outbound_queue_id uuid not null,
  -- MediaConcurrencies as the API has them.
  media jsonb not null,
  availability_timer text not null,
  is_default boolean not null default false,
  tags jsonb not null default '{}',
  updated_at timestamptz not null,
  primary key (domain_id, routing_profile_id),
  unique (domain_id, name)
);

create table routing_profile_queue (
  domain_id integer not null,
  routing_profile_id uuid not null,
  queue_id uuid not null,
  channel text not null,
  -- 1 goes first; delay in seconds.
  priority smallint not null,
  delay smallint not null,
  primary key (domain_id, routing_profile_id, queue_id, channel),
  foreign key (domain_id, routing_profile_id) references routing_profile on delete cascade,
  foreign key (domain_id, queue_id) references contact_queue on delete cascade
);

create table agent_status (
  domain_id integer not null references domain on delete cascade,
  status_id uuid not null,
  name text not null,
  description text,
  type text not null check (type in ('ROUTABLE', 'CUSTOM', 'OFFLINE')),
  enabled boolean not null default true,
  position integer not null,
  tags jsonb not null default '{}',
  updated_at timestamptz not null,
  primary key (domain_id, status_id),
  unique (domain_id, name)
);

-- A person at work in a domain. Whoever has no row yet is offline, with the default routing profile.
create table agent (
  domain_id integer not null references domain on delete cascade,
  user_id uuid not null references app_user on delete cascade,
  routing_profile_id uuid not null,
  status_id uuid not null,
  status_since timestamptz not null,
  -- Taken when the last contact at hand is finished.
  next_status_id uuid,
  -- Let an offer pass; not routable until a status is chosen again.
  missed_at timestamptz,
  idle_since timestamptz not null,
  -- When the workspace was last seen open; null: works without one.
  seen_at timestamptz,
  -- IdentityInfo, PhoneConfig and the like, as the API has them.
  identity jsonb not null default '{}',
  tags jsonb not null default '{}',
  updated_at timestamptz not null,
  primary key (domain_id, user_id)
);
create index agent_person on agent (user_id);

create table contact (
  domain_id integer not null references domain on delete cascade,
  contact_id uuid not null,
  -- Rises with every change; a change names the version it saw.
  version integer not null default 1,
  state text not null check (state in
    ('INCOMING', 'DIALLING', 'QUEUED', 'OFFERED', 'CONNECTED', 'ON_HOLD', 'AFTER_CONTACT_WORK', 'ENDED')),
  channel text not null check (channel in ('VOICE', 'CHAT', 'TASK')),
  initiation_method text not null,
  name text,
  description text,
  display_name text,
  refs jsonb not null default '{}',
  attributes jsonb not null default '{}',
  segment_attributes jsonb not null default '{}',
  tags jsonb not null default '{}',
  customer_type text,
  customer_address text,
  -- The customer's address as keys of profiles have it.
  customer_key text collate "C",
  system_type text,
  system_address text,
  queue_id uuid,
  queue_priority smallint not null default 5,
  queued_at timestamptz,
  dequeued_at timestamptz,
  -- Since when it waits, as routing counts: a contact that comes back keeps its place.
  waiting_since timestamptz,
  -- Only this agent is offered it.
  target_agent_id uuid,
  declined_by uuid[] not null default '{}',
  declined_at timestamptz,
  agent_id uuid,
  attempts smallint not null default 0,
  offered_at timestamptz,
  offer_expires_at timestamptz,
  connected_at timestamptz,
  held_at timestamptz,
  hold_count integer not null default 0,
  hold_millis bigint not null default 0,
  longest_hold_millis bigint not null default 0,
  work_started_at timestamptz,
  work_ended_at timestamptz,
  initiated_at timestamptz not null,
  answered_at timestamptz,
  disconnected_at timestamptz,
  disconnect_reason text,
  scheduled_at timestamptz,
  updated_at timestamptz not null,
  initial_contact_id uuid,
  previous_contact_id uuid,
  next_contact_id uuid,
  related_contact_id uuid,
  -- Id of the call in the telephone system, under the key it signs with.
  call_source text,
  call_id text,
  client_token text,
  profile_id uuid,
  linked_by text check (linked_by in ('AUTOMATIC', 'AGENT', 'FLOW', 'NOBODY')),
  candidates integer not null default 0,
  -- The profile that carries this contact's _ctrContactId key; lags behind profile_id for a moment.
  keyed_profile_id uuid,
  -- The record is still to be taken in as a profile object.
  record_pending boolean not null default false,
  record_key uuid,
  primary key (domain_id, contact_id)
);
create index contact_of_profile on contact (domain_id, profile_id, contact_id) where profile_id is not null;
create index contact_of_agent on contact (domain_id, agent_id, contact_id) where agent_id is not null;
create index contact_of_queue on contact (domain_id, queue_id, contact_id);
create index contact_by_time on contact (domain_id, initiated_at, contact_id);
create index contact_by_customer on contact (domain_id, customer_key, contact_id) where customer_key is not null;
create index contact_chain on contact (domain_id, initial_contact_id) where initial_contact_id is not null;
create index contact_related on contact (domain_id, related_contact_id) where related_contact_id is not null;
create unique index contact_call on contact (domain_id, call_source, call_id)
  where call_id is not null and next_contact_id is null;
create unique index contact_client_token on contact (domain_id, client_token) where client_token is not null;
create index contact_open on contact (domain_id, state, agent_id) where state <> 'ENDED';
create index contact_waiting on contact (domain_id, queue_id, channel, queue_priority, waiting_since)
  where state = 'QUEUED' and target_agent_id is null;
create index contact_targeted on contact (domain_id, target_agent_id)
  where state = 'QUEUED' and target_agent_id is not null;
create index contact_offer on contact (offer_expires_at) where state = 'OFFERED';
create index contact_unfinished on contact (domain_id)
  where record_pending or profile_id is distinct from keyed_profile_id;

create table contact_event (
  domain_id integer not null,
  contact_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  kind text not null,
  actor text,
  detail jsonb,
  primary key (domain_id, contact_id, event_id),
  foreign key (domain_id, contact_id) references contact on delete cascade
);

create table cti_key (
  domain_id integer not null references domain on delete cascade,
  key_id text not null unique,
  name text not null,
  sealed_secret bytea not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (domain_id, key_id)
);

-- Events taken, so that one that comes again has no further effect.
create table cti_event (
  domain_id integer not null references domain on delete cascade,
  event_id text not null,
  digest bytea not null,
  at timestamptz not null,
  answer jsonb not null,
  primary key (domain_id, event_id)
);
create index cti_event_age on cti_event (at);
