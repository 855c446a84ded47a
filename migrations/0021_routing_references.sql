-- Queues, hours and routing profiles can be deleted; never one that something leads to.

alter table contact_queue add foreign key (domain_id, hours_id) references hours_of_operation;
alter table phone_number add foreign key (domain_id, queue_id) references contact_queue;
alter table routing_profile add foreign key (domain_id, default_outbound_queue_id) references contact_queue;
alter table agent add foreign key (domain_id, routing_profile_id) references routing_profile;

-- Contacts that are over go on naming the queue they were in.
create table deleted_queue (
  domain_id integer not null references domain on delete cascade,
  queue_id uuid not null,
  name text not null,
  primary key (domain_id, queue_id)
);

create view queue_name as
  select domain_id, queue_id, name from contact_queue
  union all
  select domain_id, queue_id, name from deleted_queue;
