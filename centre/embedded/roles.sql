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
-- A statement that fails, or is slow, holds names, cards and notes: the log of the server says what failed, not with which values.
alter role centre_owner set log_min_error_statement = 'panic';
alter role centre_owner set log_error_verbosity = 'terse';
alter role centre_owner set log_min_duration_statement = -1;
alter role centre_web set log_min_error_statement = 'panic';
alter role centre_web set log_error_verbosity = 'terse';
alter role centre_web set log_min_duration_statement = -1;
alter role centre_worker set log_min_error_statement = 'panic';
alter role centre_worker set log_error_verbosity = 'terse';
alter role centre_worker set log_min_duration_statement = -1;
create database centre owner centre_owner;
