-- Evidence: one event for every row inserted, changed or deleted, whoever writes it and by whatever way.
-- Source: PRIVACY 4 (double entry). The triggers are per statement, so that a bulk write pays once for the actor.

-- Values that must not be readable in the ledger are replaced by the start of their hash, and those too large for
-- it (64 KiB) by their hash and length. `secrets` are column names; of a token not even a hash stays, for it would
-- still tell that two rows are of one person.
create or replace function audit.shortened(image jsonb, secrets text[]) returns jsonb
language sql stable parallel safe set search_path = pg_catalog, pg_temp
return (
    select jsonb_object_agg(key, case
        when value = 'null'::jsonb then value
        when key = any (secrets) and key = 'token' then to_jsonb('#'::text)
        when key = any (secrets) then
            to_jsonb('#' || left(encode(sha256(convert_to(value::text, 'UTF8')), 'hex'), 12))
        when length(value::text) > 65536 then
            to_jsonb('#' || encode(sha256(convert_to(value::text, 'UTF8')), 'hex') || ':' || length(value::text))
        else value end)
    from jsonb_each(image));

-- What an update changed: {"column": [before, after]}, {} when it wrote the same values again.
create or replace function audit.changes(before jsonb, after jsonb) returns jsonb
language sql stable parallel safe
return (
    select coalesce(jsonb_object_agg(o.key, jsonb_build_array(o.value, n.value)), '{}')
    from jsonb_each(before) o join jsonb_each(after) n on n.key = o.key
    where o.value is distinct from n.value);

-- The person of a row that knows its person through another table; `query` takes the row image as $1.
create or replace function audit.person_through(query text, image jsonb) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    person uuid;
begin
    execute query into person using image;
    return person;
end $$;

-- Trigger arguments: person column, key column, secret columns as an array literal, query of person_through.
-- Of two images of one row the last is read for person and key; a lone image is the diff itself. The token is verified
-- once a statement; who it names is the actor, also one whose account was closed since it was signed.
create or replace function audit.evidence() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    person text := tg_argv[0];
    pk text := tg_argv[1];
    secrets text[] := tg_argv[2];
    through text := tg_argv[3];
    said text[] := app.claims();
    acting integer := said[1];
    place text := said[2];
    request uuid := said[3];
begin
    if tg_op = 'INSERT' then
        insert into public.audit_event (id, at, txid, actor, workstation, request_id, verb, subject, object_label,
                                        object_key, diff, salt, leaf)
        select x.id, x.at, x.txid, acting, place, request, 'row.inserted', x.subject, tg_table_name, x.key, x.diff,
               x.salt, audit.leaf_of(x.id, x.at, x.txid, acting, place, request, 'row.inserted', null, x.subject,
                                     tg_table_name, x.key, audit.payload_of(x.salt, x.diff))
        from (select nextval('public.audit_event_id_seq') as id, clock_timestamp() as at,
                     pg_current_xact_id() as txid, uuid_send(gen_random_uuid()) as salt, i.image ->> pk as key,
                     case through when '' then (i.image ->> person)::uuid
                                  else audit.person_through(through, i.image) end as subject,
                     case when secrets = '{}' and pg_column_size(i.image) < 65536 then i.image
                          else audit.shortened(i.image, secrets) end as diff
              from (select to_jsonb(new_rows) as image from new_rows offset 0) i) x;
    elsif tg_op = 'DELETE' then
        insert into public.audit_event (id, at, txid, actor, workstation, request_id, verb, subject, object_label,
                                        object_key, diff, salt, leaf)
        select x.id, x.at, x.txid, acting, place, request, 'row.deleted', x.subject, tg_table_name, x.key, x.diff,
               x.salt, audit.leaf_of(x.id, x.at, x.txid, acting, place, request, 'row.deleted', null, x.subject,
                                     tg_table_name, x.key, audit.payload_of(x.salt, x.diff))
        from (select nextval('public.audit_event_id_seq') as id, clock_timestamp() as at,
                     pg_current_xact_id() as txid, uuid_send(gen_random_uuid()) as salt, i.image ->> pk as key,
                     case through when '' then (i.image ->> person)::uuid
                                  else audit.person_through(through, i.image) end as subject,
                     case when secrets = '{}' and pg_column_size(i.image) < 65536 then i.image
                          else audit.shortened(i.image, secrets) end as diff
              from (select to_jsonb(old_rows) as image from old_rows offset 0) i) x;
    elsif tg_op = 'UPDATE' then
        -- both tables hold the rows in the order they were written, also when the key itself changed
        insert into public.audit_event (id, at, txid, actor, workstation, request_id, verb, subject, object_label,
                                        object_key, diff, salt, leaf)
        select x.id, x.at, x.txid, acting, place, request, 'row.updated', x.subject, tg_table_name, x.key, x.diff,
               x.salt, audit.leaf_of(x.id, x.at, x.txid, acting, place, request, 'row.updated', null, x.subject,
                                     tg_table_name, x.key, audit.payload_of(x.salt, x.diff))
        from (select nextval('public.audit_event_id_seq') as id, clock_timestamp() as at,
                     pg_current_xact_id() as txid, uuid_send(gen_random_uuid()) as salt, i.after ->> pk as key,
                     case through when '' then (i.after ->> person)::uuid
                                  else audit.person_through(through, i.after) end as subject,
                     case when i.diff ?| secrets or pg_column_size(i.diff) >= 65536
                          then audit.shortened(i.diff, secrets) else i.diff end as diff
              from (select n.image as after, audit.changes(o.image, n.image) as diff
                    from (select to_jsonb(old_rows) as image, row_number() over () as place from old_rows) o
                    join (select to_jsonb(new_rows) as image, row_number() over () as place from new_rows) n
                      on n.place = o.place offset 0) i) x;
    else
        perform audit.record('table.truncated', null, null, tg_table_name::text, null, null);
    end if;
    return null;
end $$;

-- Watch a table. `person_column` is '' when the row names no person; `through` then may be a query that finds the
-- person of a row image $1 (jsonb). `inserts` false watches changes and deletions only, for the history tables.
-- Idempotent; called by the table owner. Raises when a named column is not there.
create or replace function audit.attach_evidence(
    watched regclass, person_column text, pk_column text, through text default '', inserts boolean default true
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    secrets text[];
    arguments text;
begin
    if person_column <> '' and not exists (
        select from pg_attribute where attrelid = watched and attname = person_column and atttypid = 'uuid'::regtype)
    then
        raise exception 'evidence on %: % is not a uuid column', watched, person_column;
    end if;
    select coalesce(array_agg(attname::text order by attname), '{}') into secrets
      from pg_attribute
     where attrelid = watched and attnum > 0 and not attisdropped
       and attname ~ '(^|_)(password|pin|mac|hmac|secret|token|tags?)(_|$)|^(session_)?key$|^session_data$';
    arguments := format('(%L, %L, %L, %L)', person_column, pk_column, secrets, through);
    if inserts then
        execute format('create or replace trigger evidence_inserted after insert on %s referencing new table as new_rows
                        for each statement execute function audit.evidence%s', watched, arguments);
    else
        execute format('drop trigger if exists evidence_inserted on %s', watched);
    end if;
    execute format('create or replace trigger evidence_updated after update on %s
                    referencing old table as old_rows new table as new_rows
                    for each statement execute function audit.evidence%s', watched, arguments);
    execute format('create or replace trigger evidence_deleted after delete on %s referencing old table as old_rows
                    for each statement execute function audit.evidence%s', watched, arguments);
    execute format('create or replace trigger evidence_truncated after truncate on %s
                    for each statement execute function audit.evidence%s', watched, arguments);
end $$;

revoke all on all functions in schema audit from public;
