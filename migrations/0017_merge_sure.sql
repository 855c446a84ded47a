-- A person may merge all sure groups at once: a run of its own kind, undone whole like any other.
alter table resolution_job drop constraint resolution_job_kind_check,
  add constraint resolution_job_kind_check check (kind in ('SCHEDULED', 'ON_DEMAND', 'PREVIEW', 'MERGE'));
-- PART: some of the group's profiles merge, and the group waits for somebody all the same.
alter table match_group drop constraint match_group_change_check,
  add constraint match_group_change_check check (change in ('MERGE', 'PART', 'SPLIT', 'REVIEW', 'UNCHANGED')) not valid;
