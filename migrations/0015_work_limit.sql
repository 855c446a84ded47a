-- When after-contact work ends by itself; absent where its agent has no limit.
alter table contact add column work_expires_at timestamptz;
create index contact_work on contact (work_expires_at) where state = 'AFTER_CONTACT_WORK' and work_expires_at is not null;
