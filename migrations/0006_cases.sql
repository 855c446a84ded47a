-- Cases: a Cases domain has an id of its own and may serve one domain of customer profiles.
-- case_domain_id stands first in every primary key of this room, as domain_id does elsewhere.

create table case_domain (
  case_domain_id integer generated always as identity primary key,
  cases_id uuid not null unique,
  account_id text not null,
  name text not null,
  -- The domain whose customers it serves; gone with it.
  domain_id integer unique references domain on delete cascade,
  event_configuration jsonb,
  tags jsonb not null default '{}',
  created_at timestamptz not null,
  unique (account_id, name)
);

create table case_field (
  case_domain_id integer not null references case_domain on delete cascade,
  field_id text collate "C" not null,
  name text not null,
  description text,
  type text not null,
  namespace text not null,
  attributes jsonb,
  deleted boolean not null default false,
  tags jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (case_domain_id, field_id)
);
create unique index case_field_name on case_field (case_domain_id, name) where not deleted;

create table case_field_option (
  case_domain_id integer not null references case_domain on delete cascade,
  field_id text collate "C" not null,
  value text collate "C" not null,
  name text not null,
  active boolean not null,
  position integer not null,
  primary key (case_domain_id, field_id, value)
);

create table case_layout (
  case_domain_id integer not null references case_domain on delete cascade,
  layout_id uuid not null,
  name text not null,
  content jsonb not null,
  deleted boolean not null default false,
  tags jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (case_domain_id, layout_id)
);
create unique index case_layout_name on case_layout (case_domain_id, name) where not deleted;

create table case_rule (
  case_domain_id integer not null references case_domain on delete cascade,
  rule_id uuid not null,
  name text not null,
  description text,
  rule jsonb not null,
  deleted boolean not null default false,
  tags jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (case_domain_id, rule_id)
);
create unique index case_rule_name on case_rule (case_domain_id, name) where not deleted;

-- definition: description, layout, required fields, rules and tags for new cases, in the API's own shape.
create table case_template (
  case_domain_id integer not null references case_domain on delete cascade,
  template_id uuid not null,
  name text not null,
  status text not null,
  definition jsonb not null,
  deleted boolean not null default false,
  tags jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (case_domain_id, template_id)
);
create unique index case_template_name on case_template (case_domain_id, name) where not deleted;

-- The customer is the base profile the case was written for. It never moves: who is shown for it is read off the merges.
create table case_record (
  case_domain_id integer not null references case_domain on delete cascade,
  case_id uuid not null,
  template_id uuid not null,
  reference_number text collate "C" not null,
  customer_domain_id integer not null,
  customer_profile_id uuid not null,
  -- Field id → text, number or boolean; fields of the system that are columns are left out.
  fields jsonb not null,
  status text collate "C" generated always as (fields ->> 'status') stored,
  assigned_user text collate "C" generated always as (fields ->> 'assigned_user') stored,
  tags jsonb not null default '{}',
  client_token text collate "C",
  request_digest text collate "C",
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text not null,
  closed_at timestamptz,
  primary key (case_domain_id, case_id)
);
create unique index case_record_token on case_record (case_domain_id, client_token) where client_token is not null;
create index case_record_customer on case_record (case_domain_id, customer_domain_id, customer_profile_id, created_at, case_id);
create index case_record_created on case_record (case_domain_id, created_at, case_id);
create index case_record_updated on case_record (case_domain_id, updated_at, case_id);
create index case_record_status on case_record (case_domain_id, status, updated_at, case_id);
create index case_record_assigned on case_record (case_domain_id, assigned_user, updated_at, case_id) where assigned_user is not null;
create index case_record_reference on case_record (case_domain_id, reference_number);

-- Words of a case in the form searches compare: each text folded, all of them in one, and numbers for their runs of one
-- and two characters. The numbers narrow down, the folded texts decide.
create table case_text (
  case_domain_id integer not null references case_domain on delete cascade,
  case_id uuid not null,
  folded jsonb not null,
  words text collate "C" not null,
  tokens integer[] not null,
  primary key (case_domain_id, case_id)
);
create index case_text_tokens on case_text using gin (tokens);

-- Contacts, comments, files, targets, other cases and things of one's own beside a case.
-- reference: what the item points at (ARN of contact or file, id of a case, name of a target).
create table case_related_item (
  case_domain_id integer not null references case_domain on delete cascade,
  case_id uuid not null,
  related_item_id uuid not null,
  type text not null,
  reference text collate "C",
  content jsonb not null,
  -- Of a target: when it is due, and when it was reached.
  due_at timestamptz,
  completed_at timestamptz,
  associated_at timestamptz not null,
  created_by jsonb not null,
  updated_by jsonb,
  tags jsonb not null default '{}',
  primary key (case_domain_id, case_id, related_item_id)
);
create index case_related_item_time on case_related_item (case_domain_id, associated_at, related_item_id);
create index case_related_item_reference on case_related_item (case_domain_id, reference, type) where reference is not null;

-- Who changed what, from which value to which.
create table case_event (
  case_domain_id integer not null references case_domain on delete cascade,
  case_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  type text not null,
  related_item_type text,
  fields jsonb not null,
  performed_by jsonb,
  principal text not null,
  primary key (case_domain_id, case_id, event_id)
);
