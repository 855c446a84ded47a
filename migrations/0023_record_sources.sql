-- Who gave a standard record what, so that deleting an object type takes its part. Nearly always one type gave all of it.
-- given: the facts of each source in the form of profile.facts, where there are several; facts is what shows of them.
alter table standard_record add column type_id integer, add column given jsonb;

-- Of records that are there already this is known where only one type fills such records and has the keys of this one.
with filling as (
  select distinct t.domain_id, t.type_id, split_part(f.value->>'Target', '.', 1) as kind, k.key_name
  from object_type t, jsonb_each(coalesce(t.definition->'Fields', '{}')) f,
    jsonb_object_keys(coalesce(t.definition->'Keys', '{}')) as k(key_name)
), giver as (
  select k.domain_id, k.kind, k.record_id, min(f.type_id) as type_id
  from standard_record_key k
  join filling f on f.domain_id = k.domain_id and f.kind = k.kind and f.key_name = k.key_name
  group by k.domain_id, k.kind, k.record_id having count(distinct f.type_id) = 1
)
update standard_record r set type_id = g.type_id from giver g
  where r.domain_id = g.domain_id and r.kind = g.kind and r.record_id = g.record_id;

-- Customers are found by what they own. An index entry has little room: longer values are told apart by the row.
create index standard_record_asset_name on standard_record (domain_id, left(facts->>'AssetName', 600))
  where kind = '_asset' and facts->>'AssetName' is not null;
create index standard_record_serial_number on standard_record (domain_id, left(facts->>'SerialNumber', 600))
  where kind = '_asset' and facts->>'SerialNumber' is not null;
