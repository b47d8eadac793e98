-- Seals: each minute the finished events are bound together by a signed Merkle root, chained to the one before.
-- Source: PRIVACY 4 (batched Merkle sealing, txid below the snapshot's xmin).

create table if not exists public.audit_seal (
    number    bigint primary key,
    at        timestamptz not null,
    events    integer not null,
    ids       bigint[] not null,
    leaves    bytea[] not null,
    first_at  timestamptz not null,   -- of the events sealed
    last_at   timestamptz not null,
    upto      xid8 not null,          -- every transaction below it is sealed
    era       text not null,          -- the database cluster that numbered those transactions
    floor     bigint not null,        -- every event up to this id was sealed when the era began
    previous  bytea not null,
    merkle    bytea not null,
    root      bytea not null,
    signature bytea not null,
    check (events > 0 and cardinality(ids) = events and cardinality(leaves) = events)
);
create or replace trigger append_only before update or delete on public.audit_seal
    for each row execute function audit.refuse_change('seal');
create or replace trigger never_emptied before truncate on public.audit_seal
    for each statement execute function audit.refuse_change('seal');

-- What each verification found.
create table if not exists public.audit_check (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default clock_timestamp(),
    events   bigint not null,
    seals    bigint not null,
    seconds  double precision not null,
    problems jsonb not null
);
create or replace trigger append_only before update or delete on public.audit_check
    for each row execute function audit.refuse_change('check');
create or replace trigger never_emptied before truncate on public.audit_check
    for each statement execute function audit.refuse_change('check');

-- The finished events that no seal holds yet, in id order, with what the seal must say of its reach. About `most`
-- of them, never half a transaction. Holds the sealing lock until the end of the transaction.
-- A transaction number says nothing in another cluster, so after a restore everything unsealed is taken over at
-- once, writers waiting, and counting starts anew from there.
create or replace function audit.unsealed(most integer default 50000)
returns table (id bigint, at timestamptz, leaf bytea, upto xid8, era text, floor bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    here text := (select system_identifier::text from pg_control_system());
    sealed record;
    finished xid8;
    edge xid8;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit.seal', 0));
    select s.upto, s.era, s.floor into sealed from public.audit_seal s order by s.number desc limit 1;
    if sealed.era <> here then
        lock table public.audit_event in share mode;
        finished := pg_snapshot_xmin(pg_current_snapshot());
        return query
            select e.id, e.at, e.leaf, finished, here, (select max(m.id) from public.audit_event m)
            from public.audit_event e
            where not exists (select from public.audit_seal s, unnest(s.ids) u (id) where u.id = e.id)
            order by e.id;
        return;
    end if;
    sealed.upto := coalesce(sealed.upto, '0'::xid8);
    finished := pg_snapshot_xmin(pg_current_snapshot());
    select e.txid into edge from public.audit_event e
     where e.txid >= sealed.upto and e.txid < finished and e.id > coalesce(sealed.floor, 0)
     order by e.txid offset most limit 1;
    if edge is not null then
        -- stop before the transaction that would overflow, or after it when it is alone
        if not exists (select from public.audit_event e where e.txid >= sealed.upto and e.txid < edge
                       and e.id > coalesce(sealed.floor, 0)) then
            select e.txid into edge from public.audit_event e
             where e.txid > edge and e.txid < finished order by e.txid limit 1;
        end if;
        finished := coalesce(edge, finished);
    end if;
    return query
        select e.id, e.at, e.leaf, finished, here, coalesce(sealed.floor, 0)
        from public.audit_event e
        where e.txid >= sealed.upto and e.txid < finished and e.id > coalesce(sealed.floor, 0)
        order by e.id;
end $$;

-- Add the next seal; refuses a number that is not the next one or a chain that does not continue the last.
create or replace function audit.add_seal(
    number bigint, at timestamptz, ids bigint[], leaves bytea[], first_at timestamptz, last_at timestamptz,
    upto xid8, era text, floor bigint, previous bytea, merkle bytea, root bytea, signature bytea
) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    sealed record;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit.seal', 0));
    select s.number, s.root into sealed from public.audit_seal s order by s.number desc limit 1;
    if add_seal.number <> coalesce(sealed.number, 0) + 1
       or (sealed.root is not null and add_seal.previous <> sealed.root) then
        raise exception 'seal % does not continue the chain', add_seal.number;
    end if;
    insert into public.audit_seal values (
        add_seal.number, add_seal.at, cardinality(add_seal.ids), add_seal.ids, add_seal.leaves, add_seal.first_at,
        add_seal.last_at, add_seal.upto, add_seal.era, add_seal.floor, add_seal.previous, add_seal.merkle,
        add_seal.root, add_seal.signature);
end $$;

-- Where sealing stands: last seal, how many events wait (counted up to 100001) and since when. Tells nothing of
-- their content, so everybody signed in may ask (handover sheet, health page).
create or replace function audit.seal_state()
returns table (number bigint, at timestamptz, root bytea, waiting bigint, waiting_since timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    sealed record;
begin
    select s.number, s.at, s.root, s.upto, s.floor into sealed
      from public.audit_seal s order by s.number desc limit 1;
    return query
        select sealed.number, sealed.at, sealed.root, count(*), min(w.at)
        from (select e.at from public.audit_event e
              where e.txid >= coalesce(sealed.upto, '0'::xid8) and e.id > coalesce(sealed.floor, 0)
              limit 100001) w;
end $$;

-- Events of which the leaf does not fit the content, sealed or not.
create or replace function audit.check_contents()
returns table (id bigint, object_label text, object_key text, at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set parallel_tuple_cost = 0 set parallel_setup_cost = 0 as $$
#variable_conflict use_column
begin
    return query
        select e.id, e.object_label, e.object_key, e.at from public.audit_event e
        where e.leaf is distinct from audit.leaf_of(
            e.id, e.at, e.txid, e.actor, e.workstation, e.request_id, e.verb, e.purpose, e.subject, e.object_label,
            e.object_key, case when e.salt is null then e.payload else audit.payload_of(e.salt, e.diff) end);
end $$;

-- Compare the leaves of the events of the seals `first` to `last` with those sealed. Returns only what is wrong:
-- altered (another leaf), removed, emptied (forgotten without an erasure on record).
create or replace function audit.check_sealed(first bigint, last bigint)
returns table (problem text, seal bigint, id bigint, object_label text, object_key text, at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set enable_nestloop = off set work_mem = '64MB' set jit = off as $$
#variable_conflict use_column
declare
    low bigint;
    high bigint;
begin
    select min(u.id), max(u.id) into low, high
      from public.audit_seal s, unnest(s.ids) u (id) where s.number between first and last;
    return query
        with sealed as materialized (
            select q.number, q.at, u.id, u.leaf from public.audit_seal q, unnest(q.ids, q.leaves) u (id, leaf)
            where q.number between first and last)
        select case when e.id is null then 'removed' when e.leaf is distinct from s.leaf then 'altered'
                    else 'emptied' end,
               s.number, s.id, e.object_label, e.object_key, coalesce(e.at, s.at)
        from sealed s
        left join (select a.id, a.leaf, a.at, a.object_label, a.object_key, a.subject, a.salt is null as forgotten
                   from public.audit_event a where a.id between low and high) e on e.id = s.id
        where e.id is null or e.leaf is distinct from s.leaf
              or (e.forgotten and not exists (
                  select from public.audit_event f
                  where f.subject = e.subject and f.verb = 'audit.subject.forgotten' and f.at >= e.at));
end $$;

-- Events that are older than the last seal and that no seal holds: put there afterwards. `expected` is the number of
-- events that seals hold and that are still there; when it is right there is nothing to look for.
create or replace function audit.check_added(expected bigint)
returns table (id bigint, object_label text, object_key text, at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off as $$
#variable_conflict use_column
declare
    sealed record;
begin
    select s.upto, s.floor into sealed from public.audit_seal s order by s.number desc limit 1;
    if expected = (select count(*) from public.audit_event e where e.id <= sealed.floor or e.txid < sealed.upto) then
        return;
    end if;
    return query
        select e.id, e.object_label, e.object_key, e.at from public.audit_event e
        where (e.id <= sealed.floor or e.txid < sealed.upto)
          and not exists (select from public.audit_seal s, unnest(s.ids) u (id) where u.id = e.id);
end $$;

create or replace function audit.add_check(events bigint, seals bigint, seconds double precision, problems jsonb)
returns void language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into public.audit_check (events, seals, seconds, problems)
    values (add_check.events, add_check.seals, add_check.seconds, add_check.problems);
end;

do $$
declare
    t text;
begin
    foreach t in array array['audit_seal', 'audit_check'] loop
        execute format('alter table public.%I enable row level security', t);
        execute format('alter table public.%I force row level security', t);
        execute format('drop policy if exists ledger_keepers on public.%I', t);
        execute format('create policy ledger_keepers on public.%I to centre_owner, centre_worker, centre_erase
                        using (true) with check (true)', t);
        execute format('drop policy if exists ledger_readers on public.%I', t);
        execute format('create policy ledger_readers on public.%I for select to centre_web
                        using ((select app.has_role(''dpo'')))', t);
        execute format('revoke all on public.%I from public, centre_web, centre_worker, centre_erase', t);
        execute format('grant select on public.%I to centre_web, centre_worker, centre_backup', t);
    end loop;
end $$;

revoke all on all functions in schema audit from public;
grant execute on function audit.seal_state() to centre_web, centre_worker;
grant execute on function audit.unsealed(integer), audit.check_contents(), audit.check_sealed(bigint, bigint), audit.check_added(bigint),
    audit.add_check(bigint, bigint, double precision, jsonb),
    audit.add_seal(bigint, timestamptz, bigint[], bytea[], timestamptz, timestamptz, xid8, text, bigint, bytea, bytea,
                   bytea, bytea) to centre_worker;
