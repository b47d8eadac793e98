-- The roles of the house, none of them a superuser: row security does not bind superusers. Source: PRIVACY 3.
-- Run once by a superuser on a server of one's own; the embedded server runs it by itself.
create role centre_owner login createdb;      -- owns the tables, migrates
create role centre_web login;                 -- answers requests, inside every wall
create role centre_worker login;              -- queued work: seals, closes quarters, imports
create role centre_release nologin;           -- may read coded columns only
create role centre_erase nologin;             -- may forget
create role centre_backup login bypassrls;    -- reads all, writes nothing
grant centre_release, centre_erase to centre_worker;
grant pg_read_all_data to centre_backup;
create database centre owner centre_owner;
