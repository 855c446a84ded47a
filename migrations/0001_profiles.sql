-- Domains, object types, profiles and what was recorded about them.
-- "C" collation: keys are already normalised, byte order is fast and serves prefix searches.

create table domain (
  domain_id integer generated always as identity primary key,
  account_id text not null,
  name text not null,
  settings jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (account_id, name)
);

create table tag (
  account_id text not null,
  arn text not null,
  key text not null,
  value text not null,
  primary key (account_id, arn, key)
);

create table object_type (
  domain_id integer not null references domain on delete cascade,
  type_id integer generated always as identity,
  name text not null,
  version integer not null,
  definition jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (domain_id, type_id),
  unique (domain_id, name)
);

-- The mapping an object was ingested under decides which keys it holds, so every version is kept.
create table object_type_version (
  domain_id integer not null,
  type_id integer not null,
  version integer not null,
  definition jsonb not null,
  primary key (domain_id, type_id, version),
  foreign key (domain_id, type_id) references object_type on delete cascade
);

-- A base profile and the facts it was given. The visible profile is folded from the members of one survivor.
create table profile (
  domain_id integer not null,
  profile_id uuid not null,
  survivor_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_on date not null,
  last_name text collate "C",
  first_name text collate "C",
  last_reading text collate "C",
  first_reading text collate "C",
  facts jsonb not null,
  primary key (domain_id, profile_id)
);
create index profile_absorbed on profile (domain_id, survivor_id) where survivor_id <> profile_id;
create index profile_expiry on profile (domain_id, expires_on);
create index profile_name on profile (domain_id, last_name, first_name);
create index profile_first_name on profile (domain_id, first_name);
create index profile_reading on profile (domain_id, last_reading, first_reading);
create index profile_first_reading on profile (domain_id, first_reading);

-- Exact search keys. refs counts what supports the row: objects that carry it, the profile's own fields, a person.
create table profile_key (
  domain_id integer not null,
  key_name text collate "C" not null,
  value text collate "C" not null,
  profile_id uuid not null,
  refs smallint not null,
  primary key (domain_id, key_name, value, profile_id)
);
create index profile_key_owner on profile_key (domain_id, profile_id);
create index profile_key_phone_end on profile_key (domain_id, right(value, 4)) where key_name = '_phone';

-- Names of the members of flat objects, once for all objects that have the same: a file has one shape, not a million.
create table object_shape (
  domain_id integer not null,
  shape_id bigint not null,
  names text not null,
  primary key (domain_id, shape_id)
);

-- The live version of each source record; earlier versions move to history.
-- object: the JSON text as it came or, with a shape, the JSON array of its values.
create table profile_object (
  domain_id integer not null,
  type_id integer not null,
  version integer not null,
  expires_on date not null,
  unique_key uuid not null,
  profile_id uuid not null,
  created_profile boolean not null,
  ingested_at timestamptz not null,
  source_time timestamptz,
  shape_id bigint,
  actor text not null,
  object text not null,
  primary key (domain_id, type_id, unique_key)
);
create index profile_object_owner on profile_object (domain_id, profile_id, type_id);

-- Standard records other than the profile: _asset, _order, _case …
create table standard_record (
  domain_id integer not null,
  kind text not null,
  record_id uuid not null,
  profile_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_on date not null,
  facts jsonb not null,
  primary key (domain_id, kind, record_id)
);
create index standard_record_owner on standard_record (domain_id, profile_id, kind);

create table standard_record_key (
  domain_id integer not null,
  kind text not null,
  key_name text collate "C" not null,
  value text collate "C" not null,
  record_id uuid not null,
  primary key (domain_id, kind, key_name, value, record_id)
);

-- Superseded and non-ingest events. Live objects and profiles are their own record of the latest ingest.
create table history (
  domain_id integer not null,
  profile_id uuid not null,
  history_id uuid not null,
  at timestamptz not null,
  action text not null,
  type_id integer,
  unique_key uuid,
  actor text not null,
  content jsonb,
  primary key (domain_id, profile_id, history_id)
);

-- Distinct name parts, so that a search by part of a name touches names, not people.
-- slot: l last name, f first name, r reading of the last name, s reading of the first name.
create table name_part (
  domain_id integer not null,
  slot "char" not null,
  part text collate "C" not null,
  tokens text[] not null,
  primary key (domain_id, slot, part)
);
create index name_part_tokens on name_part using gin (tokens);

-- The field catalogue: custom attributes known in a domain, shown on every profile.
create table custom_field (
  domain_id integer not null,
  name text not null,
  label_ja text,
  label_en text,
  source text not null,
  created_at timestamptz not null,
  primary key (domain_id, name)
);

-- What changed, for whoever follows (resolution, screens). One row per transaction.
create table outbox (
  domain_id integer not null,
  sequence bigint generated always as identity,
  at timestamptz not null,
  profile_ids uuid[] not null,
  primary key (domain_id, sequence)
);
