-- People, their sessions, access keys and the record of who did what. These belong to an account, not to a domain.

create table app_user (
  id uuid primary key,
  account_id text not null,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null,
  image text,
  role text not null check (role in ('admin', 'supervisor', 'agent')),
  disabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table user_session (
  id uuid primary key,
  user_id uuid not null references app_user on delete cascade,
  token text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index user_session_owner on user_session (user_id);

-- How a person proves who they are; the password is an argon2id hash.
create table user_login (
  id uuid primary key,
  user_id uuid not null references app_user on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index user_login_owner on user_login (user_id);

create table user_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index user_verification_identifier on user_verification (identifier);

-- Failed and pending sign-ins, counted per address, per account and per pair of both.
create table sign_in_attempt (
  subject text primary key,
  attempts integer not null,
  window_ends_at timestamptz not null
);

-- SigV4 needs the secret itself, so it is kept sealed (AES-256-GCM) under the key file of the data directory.
create table access_key (
  access_key_id text primary key,
  account_id text not null,
  name text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent')),
  sealed_secret bytea not null,
  created_by text not null,
  created_at timestamptz not null
);

create table audit_event (
  account_id text not null,
  event_id uuid not null,
  at timestamptz not null,
  action text not null,
  actor text not null,
  address text,
  target text,
  detail jsonb,
  primary key (account_id, event_id)
);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit record is append-only';
end $$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
  for each statement execute function refuse_audit_change();
