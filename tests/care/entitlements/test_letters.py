"""Letters: nothing in them but what was chosen, in their own language, kept word for word, sent with what proves it."""

import io
import uuid
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from audit.ledger.models import Event
from audit.rules import Refused
from care.entitlements import actions, letters, mailing
from care.entitlements.enums import LETTERS, Kind, LetterLanguage
from care.entitlements.models import EntitlementLetter
from centre.shifts import clock
from intake.consent.enums import Condition
from intake.consent.models import Consent, Sharing
from intake.directory.models import PartnerService
from intake.directory.partners import ensure_partners
from intake.identity.actions import make_envelope
from tests.conftest import owner_connection

PLAIN = {"letter": "request", "language": "fr", "to": "CPAS\nRue inventée 1"}
SENT_BY_MAIL = {"requested_on": date(2026, 3, 2), "request_proof": "mail"}
SENT = {"sent_on": date(2026, 3, 2), "how": "registered"}


@pytest.fixture
def kept(as_, ivan, file):
    with as_(ivan):
        return mailing.keep_letter(actor=ivan, entitlement=file, agreed="spoken", client_uuid=uuid.uuid4(), parts=["place"], **PLAIN)


@pytest.fixture
def asked_there(as_, colette, ivan, file):
    """The file goes to a service of the directory."""
    with as_(colette):
        ensure_partners(clock.service_day())
        cpas = PartnerService.objects.get(name="Antenne sociale")
    with as_(ivan):
        for state, facts in (
            ("documents", {}), ("attestation", {}), ("requested", {"authority": cpas, "requested_on": date(2026, 3, 2), "request_proof": "none"}),
        ):
            file = actions.move_entitlement(
                actor=ivan, entitlement=file, state=state, version=file.version, client_uuid=uuid.uuid4(), **facts
            )
    return file


@pytest.fixture
def keepers(db):
    """The social workers may keep sealed identities; written by the owner, and taken back."""
    change = "UPDATE centre_team SET compartments = {} WHERE code = 'social'"
    with owner_connection() as owner:
        owner.execute(change.format("array_append(compartments, 'identity')"))
    yield
    with owner_connection() as owner:
        owner.execute(change.format("array_remove(compartments, 'identity')"))


@pytest.mark.parametrize("kind", Kind.values)
def test_every_letter_is_there_in_both_languages_and_says_nothing_that_was_not_chosen(as_, ivan, file, kind):
    file.kind = kind
    with as_(ivan):
        for letter, language in product(LETTERS[kind], LetterLanguage.values):
            bare = mailing.preview_letter(actor=ivan, entitlement=file, letter=letter, language=language, to="")
            whole = "\n".join((bare.title, *bare.paragraphs))
            assert len(bare.paragraphs) >= 3
            assert "Momo" not in whole
            assert "gare du Midi" not in whole
            assert "......" in whole, "lines to fill in by hand"
            assert "{" not in whole
            full = mailing.preview_letter(
                actor=ivan, entitlement=file, letter=letter, language=language, to="", parts=["alias", "place", "languages"], words="Un mot <à> nous"
            )
            said = "\n".join(full.paragraphs)
            assert all(one in said for one in ("Momo", "gare du Midi", "Un mot <à> nous"))


def test_the_language_of_the_letter_is_not_that_of_the_page(as_, browse, ivan, kept):
    with as_(ivan), translation.override("nl"):
        assert letters.opened(kept).title == "Demande d’aide médicale urgente"
    answer = browse(ivan).get(reverse("entitlement_letter_paper", args=[kept.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    paper = PdfReader(io.BytesIO(answer.content))
    text = " ".join("".join(page.extract_text() for page in paper.pages).split())
    assert all(one in text for one in ("Demande d’aide médicale urgente", "CPAS", "Séjourne effectivement : Près de la gare du Midi", "2 mars 2026"))


def test_without_their_agreement_no_letter_is_kept_but_the_power_of_attorney_is_theirs(as_, ivan, file):
    with as_(ivan):
        with pytest.raises(Refused, match="The person agrees: no letter goes"):
            mailing.keep_letter(actor=ivan, entitlement=file, client_uuid=uuid.uuid4(), **PLAIN)
        with pytest.raises(DatabaseError), transaction.atomic():
            EntitlementLetter(entitlement=file, person=file.person, letter="request", language="fr", said="x", made_at=clock.now(), made_by=ivan.pk).save()
        mailing.keep_letter(actor=ivan, entitlement=file, client_uuid=uuid.uuid4(), **(PLAIN | {"letter": "mandate"}))
        assert EntitlementLetter.objects.count() == 1


def test_a_letter_is_sealed_kept_once_and_never_rewritten(as_, ivan, file):
    number = uuid.uuid4()
    with as_(ivan):
        for words in ("premier", "second"):
            kept = mailing.keep_letter(actor=ivan, entitlement=file, agreed="spoken", client_uuid=number, words=words, **PLAIN)
        assert "premier" in "".join(letters.opened(kept).paragraphs)
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_to_json(l)::text FROM care_entitlementletter l")
            assert "premier" not in cursor.fetchone()[0]
        for change in ({"language": "nl"}, {"agreed": "written"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                EntitlementLetter.objects.filter(pk=kept.pk).update(**change)


def test_the_sealed_identity_opens_for_a_letter_alone_and_says_so(as_worker, keepers, as_, browse, ivan, file):
    with as_(ivan):
        make_envelope(
            actor=ivan, person=file.person, purpose="amu", expires_on=clock.service_day() + timedelta(days=90),
            contents={"legal_name": "Mohammed Xylander", "birth_date": "1985-07-30"},
        )
    told = Event.objects.filter(verb="intake.envelope.opened", subject=file.person_id)
    client, page = browse(ivan), reverse("entitlement_letter_new", args=[file.pk])
    typed = PLAIN | {"client_uuid": uuid.uuid4(), "identity": ["legal_name"], "agreed": "spoken"}
    refused = client.post(page, typed | {"preview": "1"})
    assert (refused.status_code, told.count()) == (422, 0)
    assert "Sealed identity: say that you open it" in refused.content.decode()
    shown = client.post(page, typed | {"preview": "1", "read_identity": "on"}).content.decode()
    assert "Nom : Mohammed Xylander" in shown
    assert "1985" not in shown
    assert list(told.values_list("actor", "purpose")) == [(ivan.pk, "amu")]
    with as_(ivan):
        assert EntitlementLetter.objects.count() == 0


def test_a_letter_to_a_partner_is_a_sharing_with_its_five_conditions(as_, ivan, asked_there):
    with as_(ivan):
        kept = mailing.keep_letter(actor=ivan, entitlement=asked_there, agreed="pictures", client_uuid=uuid.uuid4(), parts=["attestation"], **PLAIN)
        with pytest.raises(Refused, match="Shared secrecy asks for five things"), transaction.atomic():
            mailing.send_letter(actor=ivan, letter=kept, conditions=Condition.values[:4], **SENT)
        assert (Consent.objects.count(), Sharing.objects.count()) == (0, 0)
        sent = mailing.send_letter(actor=ivan, letter=kept, conditions=Condition.values, reference="RA 123", **SENT)
        shared = Sharing.objects.get()
        assert (sorted(shared.items), shared.means, Consent.objects.get().manner) == (["health", "reason", "social"], "letter", "pictures")
        assert (sent.sent_how, sent.sent_by) == ("registered", ivan.pk)
        with pytest.raises(Refused, match=r"was sent on .* already"):
            mailing.send_letter(actor=ivan, letter=kept, conditions=Condition.values, **SENT)


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 3)])
def test_a_letter_is_not_sent_before_it_was_made_nor_tomorrow(as_, ivan, kept, day):
    with as_(ivan), pytest.raises(Refused, match="Sent on: a day from"):
        mailing.send_letter(actor=ivan, letter=kept, sent_on=day, how="mail")


def test_the_pages_of_a_letter(browse, ivan, file):
    client, page = browse(ivan), reverse("entitlement_letter_new", args=[file.pk])
    assert "Près de la gare" not in client.get(page).content.decode()
    typed = PLAIN | {"language": "nl", "client_uuid": str(uuid.uuid4()), "parts": ["place", "means"], "words": "Bonjour"}
    assert "Aanvraag van dringende medische hulp" in client.post(page, typed | {"preview": "1"}).content.decode()
    refused = client.post(page, typed | {"keep": "1"})
    assert refused.status_code == 422
    assert "Bonjour" in refused.content.decode()
    for _ in range(2):
        done = client.post(page, typed | {"keep": "1", "agreed": "spoken"})
        assert done.status_code == 302
    letter = client.get(done["Location"]).content.decode()
    assert "not sent yet" in letter
    number = int(done["Location"].rstrip("/").rsplit("/", 1)[1])
    late = client.post(reverse("entitlement_letter_send", args=[number]), {"sent_on": "2026-04-01", "how": "mail"})
    assert (late.status_code, "Sent on: a day from" in late.content.decode()) == (422, True)
    assert client.post(reverse("entitlement_letter_send", args=[number]), {"sent_on": "2026-03-02", "how": "mail", "reference": "nr 7"}).status_code == 302
    assert "nr 7" in client.get(done["Location"]).content.decode()


@pytest.mark.parametrize(("language", "said"), [("fr", "La personne a accepté"), ("nl", "De persoon stemde ermee in")])
def test_a_letter_says_that_the_person_agreed_once_they_have(as_, ivan, file, language, said):
    asked = {"actor": ivan, "entitlement": file, "letter": "request", "to": "", "language": language}
    with as_(ivan):
        before = mailing.preview_letter(**asked).paragraphs
        after = mailing.preview_letter(**asked, agreed="spoken").paragraphs
        kept = letters.opened(mailing.keep_letter(**asked, agreed="spoken", client_uuid=uuid.uuid4())).paragraphs
    assert [one for one in before if one.startswith(said)] == []
    assert [one[0] for one in before if said in one] == ["["], "what they will be asked stands between brackets"
    assert kept == after
    assert sum(one.startswith(said) for one in after) == 1
    assert "[" not in "".join(after)


def test_a_letter_begins_with_what_the_file_asks_for(browse, as_, ivan, file, step):
    page = reverse("entitlement_letter_new", args=[file.pk])
    form = browse(ivan).get(page).context["form"]
    assert (form["letter"].value(), [code for code, _words in form.fields["parts"].choices]) == (
        "request", ["alias", "place", "means", "attestation", "languages"]
    )
    for state, facts in (("documents", {}), ("attestation", {}), ("requested", SENT_BY_MAIL), ("refused", {"decided_on": date(2026, 3, 2)})):
        file = step(file, state, **facts)
    assert browse(ivan).get(page).context["form"]["letter"].value() == "appeal"
