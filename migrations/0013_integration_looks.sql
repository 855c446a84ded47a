-- What people see of an integration: whether it rests, what its last look found, and the imports it started.

alter table integration
  -- Since when nobody looks by the schedule; null: it is served.
  add column paused_at timestamptz,
  add column looked_at timestamptz,
  add column files_found integer,
  add column files_new integer,
  -- Why the last look failed, in words for people.
  add column look_problem text;

create index import_by_starter on import (domain_id, started_by, import_id);
