-- New entries of the index wait in a list that every search inside names reads from end to end; 4 MB of it, as a large
-- import left it, cost more than the rest of the search. A short list costs the import a hair.
alter index name_part_tokens set (gin_pending_list_limit = 64);
select gin_clean_pending_list('name_part_tokens');
