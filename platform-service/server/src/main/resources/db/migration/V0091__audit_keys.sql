-- Why: what a script does stands under the name of the key that it used. Null where a person or the platform acted.
alter table audit_entry add column key_name text;
