-- Searches by the last digits of a phone read the index alone: some hundred numbers of a million end alike.
drop index profile_key_phone_end;
create index profile_key_phone_end on profile_key (domain_id, right(value, 4), value, profile_id)
  where key_name = '_phone' and refs > 0;
