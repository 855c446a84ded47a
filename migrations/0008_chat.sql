-- Chats: who takes part, what was said, and whether a customer may open one from a web page.
-- A chat carries the id of its first contact; a transfer may give it further contacts.

create table chat_setting (
  domain_id integer primary key references domain on delete cascade,
  widget_enabled boolean not null,
  origins text[] not null,
  updated_at timestamptz not null,
  updated_by text not null
);

-- last_sequence counts the items; whoever adds one holds the row, so a reader never sees a later item before an earlier.
-- network: where a chat of the public door was opened from; null when a program with a signature opened it.
-- gone_at: since when the customer's page is closed; null while it is open, and for a program's chat that no page follows.
create table chat (
  domain_id integer not null references domain on delete cascade,
  chat_id uuid not null,
  contact_id uuid not null,
  language text not null check (language in ('ja', 'en')),
  content_types text[] not null,
  start_token text,
  start_digest bytea,
  network text,
  last_sequence bigint not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  gone_at timestamptz,
  ended_at timestamptz,
  primary key (domain_id, chat_id)
);
create unique index chat_start on chat (domain_id, start_token) where start_token is not null;
create index chat_open on chat (domain_id, expires_at) where ended_at is null;
create index chat_network on chat (domain_id, network) where ended_at is null and network is not null;

create table chat_segment (
  domain_id integer not null,
  contact_id uuid not null,
  chat_id uuid not null,
  primary key (domain_id, contact_id),
  foreign key (domain_id, chat_id) references chat on delete cascade
);

create table chat_participant (
  domain_id integer not null,
  participant_id uuid not null,
  chat_id uuid not null,
  role text not null check (role in ('CUSTOMER', 'AGENT')),
  user_id uuid,
  display_name text not null,
  joined_at timestamptz,
  left_at timestamptz,
  primary key (domain_id, participant_id),
  foreign key (domain_id, chat_id) references chat on delete cascade
);
create index chat_participant_chat on chat_participant (domain_id, chat_id);
-- Of two transactions that let the same agent in, one does.
create unique index chat_participant_agent on chat_participant (domain_id, chat_id, user_id)
  where user_id is not null and left_at is null;

-- The token itself is not here: whoever reads this table can open nothing with it.
create table chat_connection (
  domain_id integer not null,
  token_hash bytea not null,
  participant_id uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (domain_id, token_hash),
  foreign key (domain_id, participant_id) references chat_participant on delete cascade
);
create index chat_connection_participant on chat_connection (domain_id, participant_id, made_at);
create index chat_connection_expiry on chat_connection (expires_at);

create table chat_item (
  domain_id integer not null,
  chat_id uuid not null,
  sequence bigint not null,
  item_id uuid not null,
  contact_id uuid not null,
  kind text not null check (kind in ('MESSAGE', 'EVENT')),
  participant_id uuid,
  role text not null check (role in ('CUSTOMER', 'AGENT', 'SYSTEM')),
  display_name text not null,
  content_type text not null,
  content text not null,
  client_token text,
  at timestamptz not null,
  delivered_at timestamptz,
  read_at timestamptz,
  receipt_by uuid,
  primary key (domain_id, chat_id, sequence),
  unique (domain_id, chat_id, item_id),
  foreign key (domain_id, chat_id) references chat on delete cascade
);
create unique index chat_item_client on chat_item (domain_id, chat_id, participant_id, client_token)
  where client_token is not null;
create index chat_item_unread on chat_item (domain_id, chat_id, role, sequence)
  where kind = 'MESSAGE' and read_at is null;
