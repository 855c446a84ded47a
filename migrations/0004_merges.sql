-- The merge ledger. Which profiles are shown as one is a pure function of the rows that are not undone; survivor_id of a
-- base profile and of a live merge is that function's result, kept for look-ups.
create table merge (
  domain_id integer not null,
  merge_id uuid not null,
  at timestamptz not null,
  actor text not null,
  main_id uuid not null,
  absorbed_ids uuid[] not null,
  rule jsonb not null,
  survivor_id uuid not null,
  undone_at timestamptz,
  undone_by text,
  primary key (domain_id, merge_id)
);
create index merge_live on merge (domain_id, survivor_id) where undone_at is null;
