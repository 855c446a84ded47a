-- Most groups are one part. Of these nothing is said: null stands for all profiles of the group.
alter table match_group alter column parts drop not null;

create or replace function forget_matches(domain integer, gone uuid[]) returns void language plpgsql as $$
declare
  groups uuid[] := array(select distinct match_id from match_member where domain_id = domain and profile_id = any(gone));
begin
  delete from judgement where domain_id = domain and left_id = any(gone);
  delete from judgement where domain_id = domain and right_id = any(gone);
  delete from merge where domain_id = domain and survivor_id = any(gone) and undone_at is null;
  if cardinality(groups) = 0 then
    return;
  end if;
  delete from match_member where domain_id = domain and profile_id = any(gone);
  delete from match_pair where domain_id = domain and match_id = any(groups)
    and (left_id = any(gone) or right_id = any(gone));
  update match_group t set
      profile_ids = array(select id from unnest(t.profile_ids) with ordinality as u(id, place)
                          where id <> all(gone) order by place),
      parts = case when t.parts is not null then coalesce((select jsonb_agg(kept.ids order by kept.place)
                        from (select p.place, jsonb_agg(e.id order by e.place) as ids
                              from jsonb_array_elements(t.parts) with ordinality as p(part, place),
                                   jsonb_array_elements_text(p.part) with ordinality as e(id, place)
                              where e.id::uuid <> all(gone) group by p.place having count(*) > 1) kept), '[]') end
    where domain_id = domain and match_id = any(groups);
  delete from match_member m using match_group t
    where m.domain_id = domain and m.match_id = any(groups)
      and t.domain_id = domain and t.match_id = m.match_id and cardinality(t.profile_ids) < 2;
  delete from match_group where domain_id = domain and match_id = any(groups) and cardinality(profile_ids) < 2;
end $$;
