-- A group of a run that has been looked at anew, because one of its profiles was written: what is known now stands in
-- groups found on write. The row stays with its run.
alter table match_group add column superseded boolean not null default false;
