-- Rights of the person: who looked, and the steps of an erasure checked by the database itself. Source: PRIVACY 5.

-- Every event about one person, newest first, `n` of them below event `before` (null: from the newest). The row
-- evidence of a deed that the ledger tells in words is left out; of a deed that concerned many at once (a draw) each
-- of them sees one line, with the words of that deed. For the data protection officer alone.
drop function if exists audit.who_looked(uuid, bigint, integer);
create function audit.who_looked(about uuid, before bigint, n integer)
returns table (id bigint, at timestamptz, actor integer, workstation text, verb text, purpose text,
               object_label text, object_key text, reason text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not app.has_role('dpo') then
        raise exception 'only the data protection officer reads who looked' using errcode = 'insufficient_privilege';
    end if;
    return query
        select e.id, e.at, e.actor, e.workstation, coalesce(deed.verb, e.verb), e.purpose, e.object_label, e.object_key,
               e.diff ->> 'reason'
          from public.audit_event e
          left join lateral (
               select told.verb from public.audit_event told
                where e.verb like 'row.%' and told.txid = e.txid and told.subject is null
                  and told.verb not like 'row.%' and told.verb !~ '\.(viewed|read|searched)$'
                order by told.id limit 1) deed on true
         where e.subject = about and (before is null or e.id < before)
           and not (e.verb like 'row.%' and exists (
               select 1 from public.audit_event told
                where told.txid = e.txid and told.subject = about
                  and (told.verb not like 'row.%' or (deed.verb is not null and told.id < e.id))))
         order by e.id desc
         limit least(n, 1000);
end $$;

-- Whether the ledger ever heard of this file.
create or replace function audit.knows(about uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not app.has_role('dpo') then
        raise exception 'only the data protection officer asks this' using errcode = 'insufficient_privilege';
    end if;
    return exists (select 1 from public.audit_event e where e.subject = about);
end $$;

-- The web role takes one step at a time, in its own name; the steps of the worker are closed to it.
create or replace function audit.guard_erasure() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    acting integer := app.actor();
begin
    if audit.asking_role() <> 'centre_web' then
        return new;
    end if;
    if tg_op = 'INSERT' then
        if new.state <> 'requested' or new.requested_by is distinct from acting or new.decided_by is not null
           or new.ordered_by is not null or new.cleared_at is not null or new.done_at is not null then
            raise exception 'an erasure begins with a request in one''s own name' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end if;
    if (old.state, new.state) not in (('requested', 'approved'), ('requested', 'withdrawn'), ('approved', 'withdrawn'),
                                      ('approved', 'ordered')) then
        raise exception 'this step of an erasure is not allowed: % to %', old.state, new.state
            using errcode = 'insufficient_privilege';
    end if;
    if (new.subject, new.ground, new.requested_at, new.requested_by, new.certificate, new.cleared_at, new.done_at)
       is distinct from
       (old.subject, old.ground, old.requested_at, old.requested_by, old.certificate, old.cleared_at, old.done_at) then
        raise exception 'a request for erasure is not rewritten' using errcode = 'insufficient_privilege';
    end if;
    if new.state = 'approved' then
        if new.decided_by is distinct from acting or acting = old.requested_by then
            raise exception 'another person must approve the erasure' using errcode = 'insufficient_privilege';
        end if;
    elsif (new.decided_by, new.decided_at, new.restricted_until)
          is distinct from (old.decided_by, old.decided_at, old.restricted_until) then
        raise exception 'a decision is not rewritten' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;

-- Restriction (GDPR 18): while an approved erasure waits, nobody who could open the file sees it; withdrawn, all do.
create or replace function audit.restrict_subject() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if new.state = 'approved' and old.state = 'requested' then
        insert into public.centre_denial (person, principal, reason, decided_by, created_at)
        select distinct a.person, a.principal, 'erasure ' || new.id, new.decided_by, clock_timestamp()
          from public.centre_access a where a.person = new.subject
        on conflict (person, principal) do nothing;
    elsif new.state = 'withdrawn' or new.state = 'done' then
        delete from public.centre_denial d where d.person = new.subject and d.reason = 'erasure ' || new.id;
    end if;
    return null;
end $$;

do $$ begin
    if to_regclass('public.audit_erasurerequest') is not null then
        create or replace trigger guard_erasure before insert or update on public.audit_erasurerequest
            for each row execute function audit.guard_erasure();
        create or replace trigger restrict_subject after update of state on public.audit_erasurerequest
            for each row execute function audit.restrict_subject();
    end if;
end $$;

-- The erasure begins: the request is locked and its two deciders and its waiting time are checked here, whoever
-- asks. Returns the person. `early` passes over the waiting time (demonstrations only), never over the deciders.
create or replace function audit.begin_erasure(request uuid, early boolean) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    held public.audit_erasurerequest;
begin
    select * into held from public.audit_erasurerequest r where r.id = request for update;
    if held.id is null or held.state <> 'ordered' then
        raise exception 'no such erasure is ordered' using errcode = 'insufficient_privilege';
    end if;
    if held.requested_by is null or held.decided_by is null or held.requested_by = held.decided_by then
        raise exception 'two people must decide an erasure' using errcode = 'insufficient_privilege';
    end if;
    if held.restricted_until is null or (held.restricted_until > clock_timestamp() and not early) then
        raise exception 'the waiting time of this erasure is not over' using errcode = 'insufficient_privilege';
    end if;
    return held.subject;
end $$;

revoke all on function audit.who_looked(uuid, bigint, integer), audit.knows(uuid), audit.guard_erasure(),
    audit.restrict_subject(), audit.begin_erasure(uuid, boolean) from public;
grant execute on function audit.who_looked(uuid, bigint, integer), audit.knows(uuid) to centre_web, centre_worker;
grant execute on function audit.begin_erasure(uuid, boolean) to centre_worker, centre_erase;
