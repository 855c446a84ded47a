-- Who gave a standard record what, so that deleting an object type takes its part. Nearly always one type gave all of it.
-- given: the facts of each source in the form of profile.facts, where there are several; facts is what shows of them.
alter table standard_record add column type_id integer, add column given jsonb;

-- Of records that are there already this is known where only one type of the domain can have given them.
update standard_record r set type_id = maker.type_id
  from (
    select domain_id, kind, min(type_id) as type_id
    from (
      select distinct t.domain_id, t.type_id, split_part(f.value->>'Target', '.', 1) as kind
      from object_type t, jsonb_each(coalesce(t.definition->'Fields', '{}')) f) targeting
    group by domain_id, kind having count(*) = 1) maker
  where r.domain_id = maker.domain_id and r.kind = maker.kind;

-- Customers are found by what they own. An index entry has little room: longer values are told apart by the row.
create index standard_record_asset_name on standard_record (domain_id, left(facts->>'AssetName', 600))
  where kind = '_asset' and facts->>'AssetName' is not null;
create index standard_record_serial_number on standard_record (domain_id, left(facts->>'SerialNumber', 600))
  where kind = '_asset' and facts->>'SerialNumber' is not null;
