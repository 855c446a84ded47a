-- Files of cases, kept with them: written with the case's own data, backed up with it, and gone with it.

create table case_file (
  case_domain_id integer not null references case_domain on delete cascade,
  case_id uuid not null,
  file_id uuid not null,
  name text not null,
  -- What the sender said it is; shown, never answered as the type of the content.
  type text not null,
  -- Null while it arrives; set in the transaction that puts the file beside its case.
  bytes integer,
  created_at timestamptz not null,
  primary key (case_domain_id, case_id, file_id)
);
create index case_file_arriving on case_file (case_domain_id, created_at) where bytes is null;

create table case_file_part (
  case_domain_id integer not null,
  case_id uuid not null,
  file_id uuid not null,
  part integer not null,
  content bytea not null,
  primary key (case_domain_id, case_id, file_id, part),
  foreign key (case_domain_id, case_id, file_id) references case_file on delete cascade
);
-- Most files are compressed already.
alter table case_file_part alter column content set storage external;
