-- The run that undid a merge, so that one that was interrupted tells in the end of all that it has parted.
alter table merge add column undone_job_id uuid;
create index merge_undone_job on merge (domain_id, undone_job_id) where undone_job_id is not null;
