-- What a killed server leaves half done is gone on with as what it was.

-- The run that undid a merge, so that one that was interrupted tells in the end of all that it has parted.
alter table merge add column undone_job_id uuid;
create index merge_undone_job on merge (domain_id, undone_job_id) where undone_job_id is not null;

-- The contact centre of the demo: for which moment it was planned, and which steps are complete. Nothing of those is made
-- once more, whatever people change or delete.
create table demo_centre (
  domain_id integer primary key references domain on delete cascade,
  planned_at timestamptz not null,
  done text[] not null default '{}'
);

-- Of the latest announcements up to the place in the outbox, those that were dealt with: others may have committed late.
alter table resolution_state add column followed bigint[] not null default '{}';
