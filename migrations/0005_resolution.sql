-- Identity resolution: settings, runs, what they found, and what people decided.

-- Which run merged, and by which rule or with which confidence; null for merges by hand.
alter table merge add column job_id uuid, add column cause jsonb;
-- Undone merges are looked up by their survivor too, so the index takes in all rows.
drop index merge_live;
create index merge_survivor on merge (domain_id, survivor_id);
create index merge_job on merge (domain_id, job_id) where job_id is not null;
create index merge_at on merge (domain_id, at);

-- What a domain sets beyond the API's Matching and RuleBasedMatching.
create table resolution_settings (
  domain_id integer primary key references domain on delete cascade,
  settings jsonb not null
);

-- What the latest run learned, and how far the follower of writes has come in the outbox.
create table resolution_state (
  domain_id integer primary key references domain on delete cascade,
  model jsonb,
  trained_at timestamptz,
  rule_status text check (rule_status in ('PENDING', 'IN_PROGRESS', 'ACTIVE')),
  rule_status_at timestamptz,
  -- Of the rules that the whole data was last held against.
  rule_hash text,
  sequence bigint
);

create table resolution_job (
  domain_id integer not null references domain on delete cascade,
  job_id uuid not null,
  kind text not null check (kind in ('SCHEDULED', 'ON_DEMAND', 'PREVIEW')),
  status text not null check (status in ('PENDING', 'PREPROCESSING', 'FIND_MATCHING', 'MERGING', 'COMPLETED', 'PARTIAL_SUCCESS', 'FAILED')),
  message text,
  -- The settings in force: Matching, RuleBasedMatching and our own.
  settings jsonb not null,
  progress jsonb,
  stats jsonb,
  reliability jsonb,
  guarded jsonb,
  comparison jsonb,
  export jsonb,
  -- Of the data and settings a preview looked at, and of what it would do.
  fingerprint text,
  plan_hash text,
  -- The preview this run carries out.
  preview_id uuid,
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  updated_at timestamptz not null,
  ended_at timestamptz,
  expires_at timestamptz,
  -- Since when its match groups can be read.
  published_at timestamptz,
  -- The running process that works on it, and when it last said so.
  owner uuid,
  heartbeat_at timestamptz,
  undone_at timestamptz,
  undone_by text,
  primary key (domain_id, job_id)
);
-- One at a time in a domain.
create unique index resolution_job_open on resolution_job (domain_id)
  where status in ('PENDING', 'PREPROCESSING', 'FIND_MATCHING', 'MERGING');

-- Profiles found to belong together. job_id is null for what was found when a profile was written.
-- rank orders a review list: rules by level before confidences, from sure to doubtful. Groups of one run have ids that
-- begin alike (24 digits of the run's id), so what a killed run left is found.
create table match_group (
  domain_id integer not null,
  match_id uuid not null,
  job_id uuid,
  method text not null check (method in ('RULE', 'MODEL')),
  band text not null check (band in ('MERGE', 'REVIEW')),
  change text check (change in ('MERGE', 'SPLIT', 'REVIEW', 'UNCHANGED')),
  state text not null check (state in ('OPEN', 'LATER', 'MERGED', 'REJECTED')),
  -- On the list of what waits for people; others are kept with their run.
  listed boolean not null,
  rank real not null,
  confidence real,
  rule_level smallint,
  reasons text[] not null,
  profile_ids uuid[] not null,
  parts jsonb not null,
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  primary key (domain_id, match_id)
);
create index match_group_job on match_group (domain_id, job_id, rank desc, match_id);
create index match_group_listed on match_group (domain_id, state, rank desc, match_id) where listed;

create table match_member (
  domain_id integer not null,
  profile_id uuid not null,
  match_id uuid not null,
  primary key (domain_id, profile_id, match_id)
);

create table match_pair (
  domain_id integer not null,
  match_id uuid not null,
  left_id uuid not null,
  right_id uuid not null,
  confidence real,
  rule_level smallint,
  prior real,
  -- [field, level, weight] of each fact that both state.
  reasons jsonb not null,
  contradicts boolean not null,
  primary key (domain_id, match_id, left_id, right_id)
);

-- Decisions of people about two base profiles (left before right). History: a later word withdraws an earlier one.
create table judgement (
  domain_id integer not null,
  judgement_id uuid not null,
  left_id uuid not null,
  right_id uuid not null,
  verdict text not null check (verdict in ('SAME', 'DIFFERENT', 'LATER')),
  at timestamptz not null,
  actor text not null,
  match_id uuid,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (domain_id, judgement_id),
  check (left_id < right_id)
);
create index judgement_left on judgement (domain_id, left_id, right_id);
create index judgement_right on judgement (domain_id, right_id);

-- Deleting profiles leaves nothing that names them: groups without them; decisions and live merges of theirs gone.
create function forget_matches(domain integer, gone uuid[]) returns void language plpgsql as $$
declare
  groups uuid[] := array(select distinct match_id from match_member where domain_id = domain and profile_id = any(gone));
begin
  delete from judgement where domain_id = domain and left_id = any(gone);
  delete from judgement where domain_id = domain and right_id = any(gone);
  delete from merge where domain_id = domain and survivor_id = any(gone) and undone_at is null;
  if cardinality(groups) = 0 then
    return;
  end if;
  delete from match_member where domain_id = domain and profile_id = any(gone);
  delete from match_pair where domain_id = domain and match_id = any(groups)
    and (left_id = any(gone) or right_id = any(gone));
  update match_group t set
      profile_ids = array(select id from unnest(t.profile_ids) with ordinality as u(id, place)
                          where id <> all(gone) order by place),
      parts = coalesce((select jsonb_agg(kept.ids order by kept.place)
                        from (select p.place, jsonb_agg(e.id order by e.place) as ids
                              from jsonb_array_elements(t.parts) with ordinality as p(part, place),
                                   jsonb_array_elements_text(p.part) with ordinality as e(id, place)
                              where e.id::uuid <> all(gone) group by p.place having count(*) > 1) kept), '[]')
    where domain_id = domain and match_id = any(groups);
  delete from match_member m using match_group t
    where m.domain_id = domain and m.match_id = any(groups)
      and t.domain_id = domain and t.match_id = m.match_id and cardinality(t.profile_ids) < 2;
  delete from match_group where domain_id = domain and match_id = any(groups) and cardinality(profile_ids) < 2;
end $$;
