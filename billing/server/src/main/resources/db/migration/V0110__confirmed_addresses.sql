-- Mail goes only to addresses whose owner said yes by the link that was sent to them: otherwise anybody could have us write to
-- strangers. Who got notices before this goes on getting them.
alter table notice_address add column token text;
alter table notice_address add column confirmed_at timestamptz;
comment on column notice_address.token is 'what the link holds; it is mailed to the address and never read by a request';
update notice_address set confirmed_at = added_at;
create unique index notice_address_token on notice_address (organisation_id, token);

-- One address may not get links from one organisation after the other: the jobs' role counts them.
create policy jobs on notice_address for select to billing_jobs using (true);
grant select (address, added_at) on notice_address to billing_jobs;
create index notice_address_everywhere on notice_address (lower(address), added_at);
