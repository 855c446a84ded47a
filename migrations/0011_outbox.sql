-- Merges of the engine follow from what is known already: whoever follows writes to match them need not look at these.
alter table outbox add column by_engine boolean not null default false;
