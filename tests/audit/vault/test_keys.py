"""Keys of the vault: sealing, shredding, rotation, signing, and the refusal of a wrong key file."""

import json
import multiprocessing
import stat
import threading
import time
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from audit.vault import cells, checks, keyfile, keyring, keys, store
from audit.vault.errors import Shredded, Tampered, WrongVaultKey

CONTEXT = "care_note.body"


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=900))
def test_what_is_sealed_opens_again(own_vault, text):
    subject = uuid4()
    cell = keys.seal(subject, text, CONTEXT)
    assert keys.open_sealed(cell, CONTEXT) == text
    assert cells.subject_of(cell) == subject


def test_size_tells_little(own_vault):
    subject = uuid4()
    sizes = {len(keys.seal(subject, "x" * length, CONTEXT)) for length in (0, 1, 100, 252)}
    assert sizes == {cells.OVERHEAD + cells.BLOCK}
    assert len(keys.seal(subject, "x" * 253, CONTEXT)) == cells.OVERHEAD + 2 * cells.BLOCK


def test_the_same_text_twice_differs(own_vault):
    subject = uuid4()
    assert keys.seal(subject, "again", CONTEXT) != keys.seal(subject, "again", CONTEXT)


@pytest.mark.parametrize("position", [0, 1, 16, 17, 28, 29, 100, -1])
def test_one_changed_bit_is_refused(own_vault, position):
    subject = uuid4()
    cell = bytearray(keys.seal(subject, "hepatitis", CONTEXT))
    cell[position] ^= 1
    with pytest.raises((Tampered, Shredded)):
        keys.open_sealed(bytes(cell), CONTEXT)


def test_a_cell_of_another_person_column_or_length_is_refused(own_vault):
    one, other = uuid4(), uuid4()
    cell = keys.seal(one, "text", CONTEXT)
    keys.make_key(other)
    moved = cell[:1] + other.bytes + cell[17:]
    for blob, context in ((moved, CONTEXT), (cell, "care_note.title"), (cell[:-1], CONTEXT), (b"", CONTEXT)):
        with pytest.raises(Tampered):
            keys.open_sealed(blob, context)


def test_a_shredded_person_is_gone_for_good(own_vault):
    subject = uuid4()
    cell = keys.seal(subject, "text", CONTEXT)
    assert keys.shred(subject) is True
    assert keys.shred(subject) is False
    assert not keys.has_key(subject)
    assert keys.shredded_subjects() == [subject]
    for attempt in (
        lambda: keys.open_sealed(cell, CONTEXT),
        lambda: keys.seal(subject, "more", CONTEXT),
        lambda: keys.make_key(subject),
    ):
        with pytest.raises(Shredded):
            attempt()


def test_the_list_of_the_erased_outlives_a_restored_vault(own_vault):
    gone, stays = uuid4(), uuid4()
    keys.make_keys([gone, stays])
    backup = (own_vault / "vault.sqlite3").read_bytes()
    keys.shred(gone)
    (own_vault / "vault.sqlite3").unlink()
    (own_vault / "vault.sqlite3").write_bytes(backup)
    assert keys.has_key(gone)
    assert keys.shredded_subjects() == [gone]


def test_the_wrapped_key_leaves_the_file(own_vault):
    subject = uuid4()
    keys.make_key(subject)
    wrapped = store._vault().execute("SELECT wrapped FROM data_key").fetchone()[0]
    assert wrapped in store.path().read_bytes()
    keys.shred(subject)
    assert wrapped not in store.path().read_bytes()


def _reads_after(go, done, cell, outcome):
    keys.open_sealed(cell, CONTEXT)
    done.set()
    go.wait(20)
    try:
        outcome.put(keys.open_sealed(cell, CONTEXT))
    except Shredded:
        outcome.put("shredded")


def test_another_process_cannot_open_what_was_just_shredded(own_vault):
    fork = multiprocessing.get_context("fork")
    subject = uuid4()
    cell = keys.seal(subject, "text", CONTEXT)
    go, done, outcome = fork.Event(), fork.Event(), fork.Queue()
    reader = fork.Process(target=_reads_after, args=(go, done, cell, outcome))
    reader.start()
    assert done.wait(20)
    keys.shred(subject)
    go.set()
    assert outcome.get(timeout=20) == "shredded"
    reader.join(20)


def test_threads_seal_and_rotate_together(own_vault):
    subjects, failures = [uuid4() for _ in range(8)], []

    def write(subject):
        try:
            for number in range(5):
                cell = keys.seal(subject, str(number), CONTEXT)
                assert keys.open_sealed(cell, CONTEXT) == str(number)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(subject,)) for subject in subjects]
    for thread in threads:
        thread.start()
    keys.rotate_epoch()
    keys.rotate_epoch()
    for thread in threads:
        thread.join()
    assert failures == []


def test_rotation_keeps_every_text_and_destroys_the_old_epoch(own_vault):
    cells_of = {uuid4(): None for _ in range(5)}
    for subject in cells_of:
        cells_of[subject] = keys.seal(subject, str(subject), CONTEXT)
    former = (own_vault / "keys.json").read_text()
    assert keys.rotate_epoch() == 5
    assert list(json.loads((own_vault / "keys.json").read_text())["epochs"]) == ["2"]
    assert all(keys.open_sealed(cell, CONTEXT) == str(subject) for subject, cell in cells_of.items())
    (own_vault / "keys.json").write_text(former)
    with pytest.raises(WrongVaultKey):
        keys.refuse_wrong_key()


@pytest.mark.parametrize("fails_at", [1, 2])
def test_power_may_fail_during_rotation(own_vault, monkeypatch, fails_at):
    subject = uuid4()
    cell = keys.seal(subject, "text", CONTEXT)
    writes, write = [], keyfile.write

    def failing(ring):
        writes.append(ring)
        if len(writes) == fails_at:
            raise OSError("no power")
        write(ring)

    monkeypatch.setattr(keyfile, "write", failing)
    with pytest.raises(OSError):
        keys.rotate_epoch()
    monkeypatch.setattr(keyfile, "write", write)
    assert keys.open_sealed(cell, CONTEXT) == "text"
    keys.rotate_epoch()
    assert keys.open_sealed(cell, CONTEXT) == "text"
    assert len(keyfile.load().epochs) == 1


def test_a_wrong_key_file_is_refused_everywhere(own_vault):
    cell = keys.seal(uuid4(), "text", CONTEXT)
    keyfile.write(keyfile.fresh())
    for attempt in (
        keys.refuse_wrong_key,
        lambda: keys.open_sealed(cell, CONTEXT),
        lambda: keys.seal(uuid4(), "more", CONTEXT),
        lambda: keys.make_key(uuid4()),
        lambda: keys.card_hmac("K7QP3MX9T2"),
        keys.rotate_epoch,
    ):
        with pytest.raises(WrongVaultKey, match="does not open this vault"):
            attempt()
    assert [error.id for error in checks.key_file_opens_the_vault(None)] == ["audit.E001"]


@pytest.mark.parametrize("name", ["card", "mac", "token", "signing"])
def test_every_fixed_key_is_checked(own_vault, name):
    content = json.loads((own_vault / "keys.json").read_text())
    content[name] = json.loads(json.dumps(keyfile._as_json(keyfile.fresh())))[name]
    (own_vault / "keys.json").write_text(json.dumps(content))
    with pytest.raises(WrongVaultKey):
        keys.refuse_wrong_key()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"epochs": {}}', "\0\0\0"])
def test_a_damaged_key_file_is_refused(own_vault, content):
    (own_vault / "keys.json").write_text(content)
    with pytest.raises(WrongVaultKey, match="damaged"):
        keys.refuse_wrong_key()


@pytest.mark.parametrize("name", ["keys.json", "vault.sqlite3"])
def test_a_missing_file_is_refused(own_vault, name):
    keys.make_key(uuid4())
    (own_vault / name).unlink()
    with pytest.raises(WrongVaultKey, match="missing"):
        keys.make_key(uuid4())


def test_no_new_keys_beside_an_old_vault(own_vault):
    (own_vault / "keys.json").unlink()
    with pytest.raises(WrongVaultKey):
        keyring.create_if_missing()
    assert not (own_vault / "keys.json").exists()


def test_creating_twice_changes_nothing(own_vault):
    before = (own_vault / "keys.json").read_bytes()
    assert keyring.create_if_missing() is False
    assert (own_vault / "keys.json").read_bytes() == before


def test_files_are_private(own_vault):
    for name in ("keys.json", "vault.sqlite3"):
        assert stat.S_IMODE((own_vault / name).stat().st_mode) == 0o600
    assert checks.key_file_is_private(None) == []
    (own_vault / "keys.json").chmod(0o644)
    assert [error.id for error in checks.key_file_is_private(None)] == ["audit.E002"]


def test_macs_are_apart(own_vault):
    data = "K7QP3MX9T2"
    results = {keys.card_hmac(data), keys.mac("pin", data.encode()), keys.mac("tag", data.encode())}
    assert {len(result) for result in results} == {32}
    assert len(results) == 3
    assert keys.card_hmac(data) == keys.card_hmac(data)
    assert len(keys.token_key()) == 32


def test_signatures(own_vault):
    signature = keys.sign(b"root")
    assert len(signature) == 64
    assert len(keys.public_key()) == 32
    assert keys.verify_signature(b"root", signature)
    assert not keys.verify_signature(b"rooT", signature)
    assert not keys.verify_signature(b"root", bytes([signature[0] ^ 1]) + signature[1:])


def test_memory_shows_no_key(own_vault):
    ring = keyfile.load()
    assert ring.card.hex() not in repr(ring)
    assert repr(ring) == "Keyring(epoch=1)"


def test_a_hundred_thousand_keys_in_one_breath(own_vault):
    subjects = [UUID(int=number) for number in range(1, 100_001)]
    started = time.monotonic()
    assert keys.make_keys(subjects) == 100_000
    assert time.monotonic() - started < 20
    assert keys.make_keys(subjects) == 0
    assert keys.has_key(subjects[-1])


def test_one_shredded_person_among_many_makes_none(own_vault):
    gone, new = uuid4(), uuid4()
    keys.make_key(gone)
    keys.shred(gone)
    with pytest.raises(Shredded):
        keys.make_keys([new, gone])
    assert not keys.has_key(new)


def test_a_new_installation_may_make_its_vault_and_production_may_not(own_vault, settings):
    for name in ("keys.json", "vault.sqlite3"):
        (own_vault / name).unlink()
    settings.VAULT_CREATE = True
    assert checks.key_file_opens_the_vault(None) == []
    settings.VAULT_CREATE = False
    assert [error.id for error in checks.key_file_opens_the_vault(None)] == ["audit.E001"]


def test_tag_keys_have_versions_and_the_newest_always_stays(own_vault):
    assert keys.tag_versions() == [1]
    first = keys.tag_mac(1, b"answers")
    assert keys.add_tag_key() == 2
    assert keys.tag_versions() == [1, 2]
    assert keys.tag_mac(1, b"answers") == first
    assert keys.tag_mac(2, b"answers") != first
    assert keys.drop_tag_keys(9) == 1
    assert keys.tag_versions() == [2]
    assert keys.drop_tag_keys(9) == 0
    with pytest.raises(KeyError):
        keys.tag_mac(1, b"answers")


def test_a_key_file_older_than_tags_receives_its_first_tag_key(own_vault):
    place = own_vault / "keys.json"
    content = json.loads(place.read_text())
    del content["tags"]
    place.write_text(json.dumps(content))
    assert keys.tag_versions() == [1]
    assert "tags" in json.loads(place.read_text())
    keys.refuse_wrong_key()


def test_tag_keys_outlive_a_new_epoch_and_are_shown_by_no_repr(own_vault):
    mac = keys.tag_mac(keys.tag_versions()[0], b"answers")
    keys.rotate_epoch()
    assert keys.tag_mac(1, b"answers") == mac
    assert repr(keyfile.load().tags[1]) not in repr(keyfile.load())
