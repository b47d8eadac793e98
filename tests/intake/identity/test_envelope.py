"""An envelope opens for a purpose, closes on its day, and is gone for good when the person wants it."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from audit.ledger.models import Event
from audit.rights.registry import collectors
from audit.rights.tasks import forget as forget_person
from audit.rules import Refused
from audit.vault import keys
from centre.access.scope import holds
from centre.shifts import clock
from centre.staff.models import Team
from intake.identity import actions, selectors
from intake.identity.models import Envelope
from intake.person.models import Person

from .conftest import CONTENTS, NUMBER

TYPED = CONTENTS | {"purpose": "amu", "days": "90", "words": ""}
IN_CLEAR = ("Xylander", NUMBER, "85.07.30", "Marokko", "HZIV 135", "1985-07-30")


def later(days):
    return clock.at(clock.now() + timedelta(days=days))


def test_it_opens_for_a_purpose_and_the_opening_says_so(as_worker, as_, ivan, known, envelope):
    with as_(ivan):
        assert selectors.contents_of(ivan, envelope, purpose="lease") == CONTENTS
        selectors.contents_of(ivan, envelope, purpose="other", words="passport lost")
    told = Event.objects.filter(verb="intake.envelope.opened").order_by("id").values_list("subject", "actor", "purpose")
    assert list(told) == [(known.pk, ivan.pk, "lease"), (known.pk, ivan.pk, "other: passport lost")]


def test_without_a_purpose_it_stays_closed(as_, ivan, envelope):
    with as_(ivan):
        with pytest.raises(Refused, match="Say what it is for"):
            selectors.contents_of(ivan, envelope, purpose="")
        with pytest.raises(Refused, match="in words"):
            selectors.contents_of(ivan, envelope, purpose="other", words=" ")


def test_after_its_day_it_stays_closed_until_it_is_renewed(as_, ivan, envelope):
    with as_(ivan):
        with later(90):
            assert selectors.contents_of(ivan, envelope, purpose="amu")
        with later(91):
            with pytest.raises(Refused, match="Renew it with the person, or remove it"):
                selectors.contents_of(ivan, envelope, purpose="amu")
            with pytest.raises(Refused):
                actions.correct_envelope(actor=ivan, envelope=envelope, contents={"insurer": "x"})
            assert list(selectors.ended_envelopes(ivan)) == [envelope]
            until = clock.service_day() + timedelta(days=30)
            actions.renew_envelope(actor=ivan, envelope=envelope, purpose="lease", expires_on=until)
            assert selectors.contents_of(ivan, envelope, purpose="lease") == CONTENTS
            assert not selectors.ended_envelopes(ivan).exists()


@pytest.mark.parametrize(
    ("purpose", "words", "days", "why"),
    [("", "", 30, "Say what"), ("other", "", 30, "in words"), ("amu", "", 367, "to a year"), ("amu", "", -1, "to a year")],
)
def test_neither_without_a_purpose_nor_without_an_end(as_, ivan, known, purpose, words, days, why):
    with as_(ivan), pytest.raises(Refused, match=why):
        actions.make_envelope(
            actor=ivan, person=known, purpose=purpose, words=words, contents={},
            expires_on=clock.service_day() + timedelta(days=days),
        )


def test_there_is_one_envelope(as_, ivan, known, envelope):
    with as_(ivan), pytest.raises(actions.AlreadyKept):
        actions.make_envelope(actor=ivan, person=known, purpose="amu", expires_on=envelope.expires_on, contents={})


def test_a_team_that_keeps_none_makes_none_and_sees_none(as_, browse, vera, known, envelope):
    with as_(vera):
        assert not Envelope.objects.exists()
        with pytest.raises(Refused):
            actions.make_envelope(actor=vera, person=known, purpose="amu", expires_on=envelope.expires_on, contents={})
    desk = browse(vera)
    assert desk.get(reverse("identity", args=[known.pk])).status_code == 403
    assert "Identity" not in desk.get(reverse("person", args=[known.pk])).content.decode()


def test_another_team_that_may_keep_envelopes_is_told_to_ask(as_, browse, nadia, known, envelope):
    with as_(nadia):
        assert not Envelope.objects.exists()
        assert not Envelope.history.exists()
        with pytest.raises(Refused, match="Ask them"):
            actions.make_envelope(actor=nadia, person=known, purpose="amu", expires_on=envelope.expires_on, contents={})
    nurse = browse(nadia)
    for name in ("envelope_open", "envelope_correct", "envelope_renew", "envelope_remove"):
        assert nurse.post(reverse(name, args=[envelope.pk]), TYPED).status_code == 404
    assert "Ask them" in nurse.get(reverse("identity", args=[known.pk])).content.decode()


def test_back_to_anonymous_leaves_the_file_and_no_key(as_, ivan, known, envelope, django_capture_on_commit_callbacks):
    cell = envelope.legal_name.ciphertext
    with django_capture_on_commit_callbacks(execute=True), as_(ivan):
        assert actions.remove_envelope(actor=ivan, envelope=Envelope.objects.get()) == known.pk
    with as_(ivan):
        assert Person.objects.get(pk=known.pk).alias == "Momo"
        assert not Envelope.objects.exists()
        assert not holds(ivan, known, "identity")
    with pytest.raises(keys.Shredded):
        keys.open_sealed(cell, "intake_envelope.legal_name")
    assert keys.has_key(known.pk) or not keys.is_shredded(known.pk)


def test_after_that_another_envelope_can_be_made(as_, ivan, nadia, known, envelope, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), as_(ivan):
        actions.remove_envelope(actor=ivan, envelope=Envelope.objects.get())
    with as_(nadia):
        until = clock.service_day() + timedelta(days=3)
        made = actions.make_envelope(actor=nadia, person=known, purpose="prescription", expires_on=until, contents={"insurer": "x"})
        assert selectors.contents_of(nadia, made, purpose="prescription")["insurer"] == "x"


def test_no_table_log_or_other_page_holds_a_name(as_worker, as_, browse, ivan, known, envelope, caplog):
    from tests.intake.linkage.test_questions import everything_written

    caplog.set_level(logging.DEBUG)
    client = browse(ivan)
    pages = [
        client.get(reverse("person", args=[known.pk])), client.get(reverse("identity", args=[known.pk])),
        client.get(reverse("home")), client.post(reverse("envelope_correct", args=[envelope.pk]), TYPED, follow=True),
        client.post(reverse("people"), {"q": "Xylander"}),
    ]  # fmt: skip
    shown = client.post(reverse("envelope_open", args=[envelope.pk]), {"purpose": "amu", "words": ""})
    assert "Mohammed Xylander" in shown.content.decode()
    assert "85.07.30-033.28" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    written = everything_written() + caplog.text + "".join(page.content.decode() for page in pages)
    for word in IN_CLEAR:
        assert word not in written, word


def test_the_pages_from_making_to_removing(browse, as_, ivan, known, django_capture_on_commit_callbacks):
    client, place = browse(ivan), reverse("identity", args=[known.pk])
    assert "There is no envelope" in client.get(place).content.decode()
    made = client.post(reverse("envelope_make", args=[known.pk]), TYPED, follow=True).content.decode()
    assert "Sealed." in made
    assert "Urgent medical aid" in made
    with as_(ivan):
        envelope = Envelope.objects.get()
    again = client.post(reverse("envelope_make", args=[known.pk]), TYPED)
    assert (again.status_code, "has an envelope already" in again.content.decode()) == (422, True)
    assert client.post(reverse("envelope_open", args=[envelope.pk]), {"purpose": ""}).status_code == 422
    assert client.post(reverse("envelope_open", args=[envelope.pk]), {"purpose": "other"}).status_code == 409
    renewed = client.post(reverse("envelope_renew", args=[envelope.pk]), {"purpose": "lease", "days": "365", "words": ""}, follow=True)
    assert "Renewed." in renewed.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        gone = client.post(reverse("envelope_remove", args=[envelope.pk]), follow=True).content.decode()
    assert "Back to anonymous" in gone
    assert "There is no envelope" in client.get(place).content.decode()


def test_an_ended_envelope_asks_on_its_page_and_on_the_board(as_worker, browse, ivan, known, envelope):
    Envelope.objects.update(expires_on=clock.service_day() - timedelta(days=1))
    client = browse(ivan)
    page = client.get(reverse("identity", args=[known.pk])).content.decode()
    assert "renew it, or remove it?" in page
    assert reverse("envelope_open", args=[envelope.pk]) not in page
    assert "Urgent medical aid" in client.get(reverse("home")).content.decode()
    refused = client.post(reverse("envelope_open", args=[envelope.pk]), {"purpose": "amu"})
    assert (refused.status_code, "Xylander" in refused.content.decode()) == (409, False)


@pytest.mark.parametrize("number", ["85073003329", "123", "85133003328", "letters"])
def test_a_mistyped_number_is_said_and_nothing_is_kept(browse, as_, ivan, known, number):
    page = browse(ivan).post(reverse("envelope_make", args=[known.pk]), TYPED | {"national_number": number})
    assert (page.status_code, "This number is mistyped" in page.content.decode()) == (422, True)
    with as_(ivan):
        assert not Envelope.objects.exists()


def test_a_number_and_a_birthday_that_disagree_are_kept_and_said(browse, ivan, known):
    page = browse(ivan).post(reverse("envelope_make", args=[known.pk]), TYPED | {"birth_date": "1985-07-31"}, follow=True)
    assert "do not say the same day" in page.content.decode()


def test_nothing_in_it_is_required(browse, as_, ivan, known):
    page = browse(ivan).post(reverse("envelope_make", args=[known.pk]), {"purpose": "lease", "days": "30"})
    assert page.status_code == 302
    with as_(ivan):
        assert set(selectors.contents_of(ivan, Envelope.objects.get(), purpose="lease").values()) == {""}


@pytest.mark.parametrize("deed", ["make", "correct", "renew", "remove", "open"])
def test_nothing_is_left_or_shown_when_the_ledger_fails(
    as_, ivan, known, envelope, monkeypatch, deed, django_capture_on_commit_callbacks
):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    until = clock.service_day() + timedelta(days=9)
    with as_(ivan):
        other = known
        if deed == "make":
            actions.remove_envelope(actor=ivan, envelope=Envelope.objects.get())
        before = list(Envelope.objects.values_list("expires_on", "insurer"))
    monkeypatch.setattr(actions, "record", broken)
    monkeypatch.setattr(selectors, "viewed", broken)
    deeds = {
        "make": lambda: actions.make_envelope(actor=ivan, person=other, purpose="amu", expires_on=until, contents=CONTENTS),
        "correct": lambda: actions.correct_envelope(actor=ivan, envelope=Envelope.objects.get(), contents={"insurer": "x"}),
        "renew": lambda: actions.renew_envelope(actor=ivan, envelope=Envelope.objects.get(), purpose="amu", expires_on=until),
        "remove": lambda: actions.remove_envelope(actor=ivan, envelope=Envelope.objects.get()),
        "open": lambda: selectors.contents_of(ivan, Envelope.objects.get(), purpose="amu"),
    }
    with django_capture_on_commit_callbacks(execute=True) as waiting, pytest.raises(RuntimeError), as_(ivan):
        deeds[deed]()
    assert waiting == []
    with as_(ivan):
        assert list(Envelope.objects.values_list("expires_on", "insurer")) == before


def test_the_ledger_tells_what_was_done_and_never_what_was_in_it(as_worker, as_, ivan, known, envelope):
    with as_(ivan):
        actions.correct_envelope(actor=ivan, envelope=envelope, contents={"insurer": "CM 101"})
        actions.renew_envelope(actor=ivan, envelope=envelope, purpose="amu", expires_on=envelope.expires_on)
        actions.remove_envelope(actor=ivan, envelope=Envelope.objects.get())
    told = Event.objects.filter(verb__startswith="intake.envelope", subject=known.pk).order_by("id")
    assert [verb.rpartition(".")[2] for verb in told.values_list("verb", flat=True)] == ["made", "corrected", "renewed", "removed"]


def test_erasure_removes_the_envelope_its_history_and_its_key(
    as_worker, as_, ivan, known, envelope, django_capture_on_commit_callbacks
):
    assert any(one.collect(known.pk) == {"envelopes": 1} for one in collectors())
    with django_capture_on_commit_callbacks(execute=True):
        forget_person(known.pk)
    assert keys.is_shredded(envelope.pk)
    assert (Envelope.objects.count(), Envelope.history.count()) == (0, 0)


def test_an_envelope_that_comes_back_with_an_old_copy_is_removed_by_its_own_number(
    as_worker, as_, ivan, known, envelope, django_capture_on_commit_callbacks
):
    keys.shred(envelope.pk)
    assert envelope.pk in keys.shredded_subjects()
    with django_capture_on_commit_callbacks(execute=True):
        forget_person(envelope.pk)
    assert not Envelope.objects.exists()
    assert Person.objects.get(pk=known.pk).alias == "Momo"


def test_the_database_shows_the_envelope_to_its_keepers_alone(as_, ivan, vera, nadia, psy, envelope):
    seen = {}
    for who in (ivan, vera, nadia, psy):
        with as_(who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM intake_envelope")
            seen[who.username] = cursor.fetchone()[0]
    assert seen == {"ivan": 1, "vera": 0, "nadia": 0, "psy": 0}


def test_the_teams_of_a_new_centre_may_keep_envelopes(db):
    from centre.staff.opening import TEAMS

    assert {code for code, (_name, _role, held) in TEAMS.items() if "identity" in held} == {"nurses", "social"}
    assert not Team.objects.filter(compartments__contains=["identity"], code="reception").exists()


def test_a_refused_form_carries_nothing_into_the_frame(browse, ivan, known):
    page = browse(ivan).post(reverse("envelope_make", args=[known.pk]), TYPED | {"national_number": "123"})
    assert page.status_code == 422
    assert "data-typed" not in page.content.decode()
