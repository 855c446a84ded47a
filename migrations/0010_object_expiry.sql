-- Objects and records expire on days of their own. They come in about in the order in which they go, so a range index
-- finds the due ones at next to no cost to writing.
create index profile_object_expiry on profile_object using brin (expires_on) with (autosummarize = on);
create index standard_record_expiry on standard_record using brin (expires_on) with (autosummarize = on);
