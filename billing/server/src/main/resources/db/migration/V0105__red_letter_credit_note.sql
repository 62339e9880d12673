-- A red-letter invoice names the credit note that it puts into the tax system's books: without it a credit would count
-- twice, once on the bill on which it stands and once against the invoice of the bill that it corrects.
alter table invoice add column credit_note_id uuid;
alter table invoice add constraint invoice_credit_note foreign key (organisation_id, credit_note_id) references credit_note;
alter table invoice add constraint invoice_credit_note_is_red check (credit_note_id is null or red_of is not null);
create unique index invoice_of_credit_note on invoice (organisation_id, credit_note_id) where credit_note_id is not null;
