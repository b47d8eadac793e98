"""Words of entitlements: kinds, states, papers, deadlines, letters, and what they write in the ledger. Source: DOMAIN 3.3, 8.7."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What is asked for. No service of the house depends on any of them. Source: DOMAIN 8.7."""

    AMU = "amu", _("Urgent medical aid")
    INSURANCE = "insurance", _("Health insurance")
    ADDRESS = "address", _("Reference address")
    INCOME = "income", _("Income")
    PAPERS = "papers", _("Identity papers")


class Benefit(models.TextChoices):
    """Which income."""

    RIS = "ris", _("Integration income")
    UNEMPLOYMENT = "unemployment", _("Unemployment benefit")
    GRAPA = "grapa", _("Income guarantee for older people")
    HANDICAP = "handicap", _("Allowance for a handicap")
    OTHER = "other", _("Another income")


class EntitlementState(models.TextChoices):
    """Where a file stands. Source: DOMAIN 8.7 (flow states)."""

    NEED = "need", _("Need noted")
    DOCUMENTS = "documents", _("Gathering papers")
    ATTESTATION = "attestation", _("Waiting for the attestation")
    REQUESTED = "requested", _("Asked for")
    GRANTED = "granted", _("Granted")
    RENEWAL = "renewal", _("To be renewed")
    REFUSED = "refused", pgettext_lazy("entitlement", "Refused")
    APPEALED = "appealed", _("Appeal under way")
    ELSEWHERE = "elsewhere", _("Another authority is competent")
    STOPPED = "stopped", pgettext_lazy("entitlement", "Stopped")


class Hand(models.TextChoices):
    """Who does the next thing."""

    WORKER = "worker", _("the referring worker")
    PERSON = "person", _("the person, with the worker")
    PROVIDER = "provider", _("a doctor or dentist")
    AUTHORITY = "authority", _("the authority")
    NOBODY = "nobody", _("nobody")


class Insurability(models.TextChoices):
    """How somebody is insured. Asked only when it helps them. Source: DOMAIN 3.3."""

    NOT_ASKED = "not_asked", _("not asked")
    INSURED = "insured", _("insured")
    PREFERENTIAL = "preferential", _("insured, preferential (BIM)")
    LAPSED = "lapsed", _("insurance lapsed")
    NEVER = "never", _("never insured")
    AMU_ACTIVE = "amu_active", _("urgent medical aid runs")
    AMU_PROGRESS = "amu_progress", _("urgent medical aid asked for")
    OTHER_STATE = "other_state", _("insured in another state (EHIC, S1)")
    UNKNOWN = "unknown", _("none, or not known")


class Residence(models.TextChoices):
    """The right to stay. Asked only when the authority needs it. Source: DOMAIN 3.3."""

    NOT_ASKED = "not_asked", _("not asked")
    EUROPEAN = "be_eu", _("Belgian or citizen of the European Union")
    REGULAR = "regular", _("regular, from outside the European Union")
    ASYLUM = "asylum", _("in a procedure for asylum")
    IRREGULAR = "irregular", _("irregular")
    EU_NO_RIGHT = "eu_no_right", _("from the European Union, without a right to stay")
    UNKNOWN = "unknown", _("not known")


class InsurerWay(models.TextChoices):
    """Who chose the insurer: the person chooses freely; without an agreement it is the auxiliary fund. Source: DOMAIN 8.7."""

    CHOSEN = "chosen", _("a mutuelle, chosen by the person")
    CAAMI = "caami", _("the auxiliary fund (CAAMI)")


class Proof(models.TextChoices):
    """How it can be shown that something was handed in."""

    RECEIPT = "receipt", _("receipt with date")
    REGISTERED = "registered", _("registered letter")
    MAIL = "mail", _("e-mail")
    HAND = "hand", _("handed over with a witness")
    NONE = "none", _("no proof yet")


class EndReason(models.TextChoices):
    """Why a file is stopped."""

    OBTAINED = "obtained", _("obtained, nothing more to do")
    NOT_NEEDED = "not_needed", _("not needed any more")
    OWN_WISH = "own_wish", _("the person does not want it")
    REFUSED = "refused", _("refused, and no appeal")
    ELSEWHERE = "elsewhere", _("followed by another service")
    MOVED = "moved", _("left the region")
    LOST = "lost", _("lost from sight")
    DIED = "died", _("died")
    MISTAKE = "mistake", _("opened by mistake")


class PaperCode(models.TextChoices):
    """A line of the checklist. Source: DOMAIN 8.7."""

    STAY = "stay", _("where the person really stays")
    MEANS = "means", _("that they have not enough means")
    INSURABILITY = "insurability", _("that the insurability was looked at")
    URGENCY = "urgency", _("attestation of a doctor or dentist")
    IDENTITY = "identity", _("who they are")
    ADDRESS = "address", pgettext_lazy("checklist", "reference address")
    CONTRIBUTIONS = "contributions", _("contributions")
    CHOICE = "choice", _("choice of the mutuelle, or the auxiliary fund")
    BIM = "bim", _("preferential rate (BIM)")
    FORM = "form", _("form of the authority, filled in")
    PROOF = "proof", _("proof that the authority asks for")
    OTHER = "other", _("something else that is asked for")


#: What each kind asks for, in order; more lines can be added to a file.
CHECKLISTS: dict[str, tuple[str, ...]] = {
    Kind.AMU: (PaperCode.STAY, PaperCode.MEANS, PaperCode.INSURABILITY, PaperCode.URGENCY),
    Kind.INSURANCE: (
        PaperCode.IDENTITY, PaperCode.ADDRESS, PaperCode.CONTRIBUTIONS, PaperCode.CHOICE, PaperCode.BIM, PaperCode.PROOF,
    ),
    Kind.ADDRESS: (PaperCode.IDENTITY, PaperCode.FORM, PaperCode.PROOF),
    Kind.INCOME: (PaperCode.IDENTITY, PaperCode.FORM, PaperCode.PROOF),
    Kind.PAPERS: (PaperCode.FORM, PaperCode.PROOF),
}
#: Lines that are there by themselves once the thing is noted on the file.
NOTED_ELSEWHERE = (PaperCode.URGENCY, PaperCode.CHOICE)


class Profession(models.TextChoices):
    """Who may attest the urgency. Source: DOMAIN 8.7."""

    DOCTOR = "doctor", pgettext_lazy("attestation", "doctor")
    DENTIST = "dentist", _("dentist")


class Span(models.TextChoices):
    """A number of days that the coordination enters, dated and with its source."""

    ENCODE = "encode", _("days after the decision within which the card is encoded in MediPrima")
    ANSWER = "answer", _("days within which the authority answers a request")
    APPEAL = "appeal", _("days after the decision within which one may appeal")
    RENEW = "renew", _("days before the end at which the renewal begins")


#: What the reference texts of the house give without doubt: (days, source). Everything else is empty until entered.
GIVEN: dict[str, tuple[int, str]] = {Span.ENCODE: (45, "ocmw-info-cpas.be, AMU")}


class Due(models.TextChoices):
    """What a deadline is for."""

    CHOSEN = "chosen", _("look at it again")
    ANSWER = "answer", _("the answer should be there")
    ENCODE = "encode", _("the card must be in MediPrima")
    RENEW = "renew", _("begin the renewal")
    ENDS = "ends", _("the card ends")
    APPEAL = "appeal", _("last day to appeal")


class Deed(models.TextChoices):
    """What a line of a file's story tells."""

    OPENED = "opened", _("file opened")
    MOVED = "moved", _("moved on")
    BACK = "back", _("step taken back")
    ENCODED = "encoded", _("seen in MediPrima")
    ASSIGNED = "assigned", _("given to another worker")
    DATED = "dated", _("deadline changed")
    ATTESTED = "attested", _("attestation noted")
    INSURER = "insurer", _("insurer chosen")
    SITUATION = "situation", _("situation written down")
    LETTER = "letter", _("letter kept")
    SENT = "sent", _("letter sent")


class LetterKind(models.TextChoices):
    """The letters that the house has ready."""

    REQUEST = "request", _("request for urgent medical aid")
    APPEAL = "appeal", _("appeal against a refusal")
    ADDRESS = "address", _("request for a reference address")
    AFFILIATION = "affiliation", _("affiliation to a health insurer")
    MANDATE = "mandate", _("power of attorney, with a reminder of what was agreed")


#: Which letters a kind of file offers, the first one chosen beforehand.
LETTERS: dict[str, tuple[str, ...]] = {
    Kind.AMU: (LetterKind.REQUEST, LetterKind.APPEAL, LetterKind.MANDATE),
    Kind.INSURANCE: (LetterKind.AFFILIATION, LetterKind.APPEAL, LetterKind.MANDATE),
    Kind.ADDRESS: (LetterKind.ADDRESS, LetterKind.APPEAL, LetterKind.MANDATE),
    Kind.INCOME: (LetterKind.APPEAL, LetterKind.MANDATE),
    Kind.PAPERS: (LetterKind.MANDATE,),
}


class LetterLanguage(models.TextChoices):
    """The language of whoever reads the letter, whatever that of the page."""

    FR = "fr", "Français"
    NL = "nl", "Nederlands"


class LetterPart(models.TextChoices):
    """What the worker may put into a letter, each by itself."""

    ALIAS = "alias", _("how the person wants to be called")
    PLACE = "place", _("where the person really stays")
    MEANS = "means", _("that they say they have not enough means")
    ATTESTATION = "attestation", _("who attested that care is needed")
    LANGUAGES = "languages", _("languages spoken, for an interpreter")
    INSURER = "insurer", _("the insurer chosen")


#: Parts that only the letters of one kind of file can say.
PARTS_OF_ONE: dict[str, str] = {LetterPart.ATTESTATION: Kind.AMU, LetterPart.INSURER: Kind.INSURANCE}


def parts_of(kind: str) -> list[str]:
    """What the letters of a kind of file can say besides the request."""
    return [one for one in LetterPart.values if PARTS_OF_ONE.get(one, kind) == kind]


class IdentityPart(models.TextChoices):
    """What of the sealed identity a letter may say."""

    NAME = "legal_name", _("name in law")
    BORN = "birth_date", _("date of birth")
    NUMBER = "national_number", _("national number")


class Pressing(models.TextChoices):
    """How pressing a file is: said in words, drawn in colour and with an icon."""

    LATE = "late", pgettext_lazy("deadline", "late")
    WEEK = "week", _("within a week")
    LATER = "later", _("later")
    NONE = "none", _("no deadline")


class Verb(models.TextChoices):
    OPENED = "care.entitlement.opened", _("entitlement file opened")
    VIEWED = "care.entitlement.viewed", _("entitlement files read")
    MOVED = "care.entitlement.moved", _("entitlement file moved on")
    STEPPED_BACK = "care.entitlement.stepped_back", _("step of an entitlement taken back")
    TICKED = "care.entitlement.ticked", _("paper of an entitlement noted")
    ATTESTED = "care.entitlement.attested", _("attestation noted")
    ENCODED = "care.entitlement.encoded", _("card seen in MediPrima")
    ASSIGNED = "care.entitlement.assigned", _("entitlement given to a worker")
    DATED = "care.entitlement.dated", _("deadline of an entitlement changed")
    INSURER = "care.entitlement.insurer_chosen", _("insurer chosen")
    SITUATION_SET = "care.entitlement.situation_set", _("insurability and right to stay written down")
    SITUATION_READ = "care.entitlement.situation_read", _("insurability and right to stay read")
    LETTER_KEPT = "care.entitlement.letter_kept", _("letter of an entitlement kept")
    LETTER_READ = "care.entitlement.letter_read", _("letter of an entitlement read")
    LETTER_SENT = "care.entitlement.letter_sent", _("letter of an entitlement sent")
    RULE_SET = "care.entitlement.rule_set", _("days of a deadline set")
