-- Imports of files, what they rejected, which contents were taken in, and the integrations that watch buckets.

create table import (
  domain_id integer not null references domain on delete cascade,
  import_id uuid not null,
  bucket text not null,
  key text not null,
  -- Changes when the file may have changed; an import refuses to go on in another content.
  stamp text not null,
  object_type text not null,
  -- How to make the object type when the domain has none of that name yet.
  definition jsonb,
  header text[] not null,
  dry_run boolean not null,
  status text not null check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
  -- Null: still plain ASCII as far as was looked.
  encoding text,
  delimiter text,
  bytes_read bigint not null default 0,
  bytes_total bigint not null,
  -- The checkpoint: how many records are dealt with, written in the transaction that takes them in.
  rows_read bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  rejected bigint not null default 0,
  first_rejects jsonb not null default '[]',
  rejected_key text,
  message text,
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- The running process that works on it, and when it last said so.
  owner uuid,
  heartbeat_at timestamptz,
  primary key (domain_id, import_id),
  check (rows_read = created + updated + unchanged + rejected)
);
create index import_open on import (status) where status in ('QUEUED', 'RUNNING');

-- Rejected rows of imports that still run; at the end they become the report beside the source.
create table import_reject (
  domain_id integer not null,
  import_id uuid not null,
  line bigint not null,
  field text,
  reason text not null,
  cells text[] not null,
  primary key (domain_id, import_id, line),
  foreign key (domain_id, import_id) references import on delete cascade
);

-- Each content of a file is imported once by the integrations that see it.
create table imported_file (
  domain_id integer not null references domain on delete cascade,
  bucket text not null,
  key text not null,
  object_type text not null,
  fingerprint text not null,
  stamp text not null,
  import_id uuid not null,
  imported_at timestamptz not null,
  primary key (domain_id, bucket, key, object_type, fingerprint)
);

create table integration (
  domain_id integer not null references domain on delete cascade,
  uri text not null,
  object_type text,
  -- Members of PutIntegration as given.
  settings jsonb not null,
  bucket text,
  prefix text,
  -- rate(…) or cron(…); null: on demand.
  schedule text,
  timezone text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_run_at timestamptz,
  primary key (domain_id, uri)
);
