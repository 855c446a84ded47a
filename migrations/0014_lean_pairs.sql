-- Pairs of a match group by their place in it: a key of half the size, and nothing looks for a pair by its profiles. Their
-- reasons are only ever read whole.
create table lean_match_pair (
  domain_id integer not null,
  match_id uuid not null,
  -- The order in which the pairs were found.
  place smallint not null,
  left_id uuid not null,
  right_id uuid not null,
  confidence real,
  rule_level smallint,
  prior real,
  -- JSON: [field, level, weight] of each fact that both state.
  reasons text not null,
  contradicts boolean not null,
  primary key (domain_id, match_id, place)
);
insert into lean_match_pair
  select domain_id, match_id, row_number() over (partition by domain_id, match_id order by left_id, right_id) - 1,
    left_id, right_id, confidence, rule_level, prior, reasons::text, contradicts
  from match_pair;
drop table match_pair;
alter table lean_match_pair rename to match_pair;
alter index lean_match_pair_pkey rename to match_pair_pkey;
