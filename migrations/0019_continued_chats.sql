-- A chat that goes on with one that has ended: its items are numbered on from those it takes over, so that both are one
-- transcript. past_contact_id: the contact it goes on from; past_sequence: the last item it takes over.
alter table chat
  add column past_chat_id uuid,
  add column past_contact_id uuid,
  add column past_sequence bigint;
