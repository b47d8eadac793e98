-- Figures that left stay as they left, whoever asks; a release takes one step at a time. Source: PRIVACY 6.

create or replace function audit.refuse_rewriting() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'figures are written once: % on % is refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
end $$;

do $$
declare t text;
begin
    foreach t in array array['audit_closing', 'audit_atom', 'audit_releasefile'] loop
        if to_regclass('public.' || t) is not null then
            execute format('create or replace trigger written_once before update or delete on public.%I
                            for each row execute function audit.refuse_rewriting()', t);
            execute format('create or replace trigger never_emptied before truncate on public.%I
                            for each statement execute function audit.refuse_rewriting()', t);
        end if;
    end loop;
end $$;

-- The web role prepares and approves in its own name, and never both; the worker makes the files.
create or replace function audit.guard_release() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    acting integer := app.actor();
begin
    if audit.asking_role() <> 'centre_web' then
        return new;
    end if;
    if tg_op = 'INSERT' then
        if new.state <> 'draft' or new.prepared_by is distinct from acting or new.approved_by is not null then
            raise exception 'a release begins as a draft in one''s own name' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end if;
    if (old.state, new.state) not in (('draft', 'checked'), ('draft', 'refused'), ('checked', 'refused'),
                                      ('checked', 'approved')) then
        raise exception 'this step of a release is not allowed: % to %', old.state, new.state
            using errcode = 'insufficient_privilege';
    end if;
    if ("new"."table", new.version, new.year, new.period, new.recipient, new.language, new.prepared_by, new.prepared_at)
       is distinct from
       ("old"."table", old.version, old.year, old.period, old.recipient, old.language, old.prepared_by, old.prepared_at)
       or (old.state <> 'draft' and new.digest <> old.digest) then
        raise exception 'what was prepared is not rewritten' using errcode = 'insufficient_privilege';
    end if;
    if new.state = 'approved' and (new.approved_by is distinct from acting or acting = old.prepared_by) then
        raise exception 'another person must approve the release' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;

-- The web role orders a closing; only the worker says that it is done.
create or replace function audit.guard_quarter() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if audit.asking_role() = 'centre_web' and (new.state <> 'ordered' or new.ordered_by is distinct from app.actor()
       or (tg_op = 'UPDATE' and (old.state <> 'failed' or (new.year, new.number) is distinct from (old.year, old.number)))) then
        raise exception 'a quarter is closed by the worker' using errcode = 'insufficient_privilege';
    end if;
    if tg_op = 'UPDATE' and old.state = 'closed' then
        raise exception 'a closed quarter stays closed' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;

do $$ begin
    if to_regclass('public.audit_release') is not null then
        create or replace trigger guard_release before insert or update on public.audit_release
            for each row execute function audit.guard_release();
        create or replace trigger guard_quarter before insert or update on public.audit_quarter
            for each row execute function audit.guard_quarter();
    end if;
end $$;

revoke all on function audit.refuse_rewriting(), audit.guard_release(), audit.guard_quarter() from public;
