"""Words of incidents: what happened, what was done, how it ended, what must be done afterwards. Source: DOMAIN 3.3, 8.8."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What happened. Source: DOMAIN 3.3 (incident_type)."""

    OVERDOSE = "overdose", _("Overdose (opioid)")
    STIMULANT = "stimulant", _("Stimulant toxicity")
    MEDICAL = "medical", _("Other medical emergency")
    SEIZURE = "seizure", _("Seizure")
    PSYCHIATRIC = "psychiatric", _("Psychiatric crisis")
    VERBAL = "violence_verbal", _("Verbal violence")
    PHYSICAL = "violence_physical", _("Physical violence")
    THREAT = "violence_threat", _("Threat")
    SEXUAL = "violence_sexual", _("Sexual violence")
    WEAPON = "weapon", _("Weapon")
    THEFT = "theft", _("Theft")
    DEALING = "dealing", _("Dealing in the house")
    SHARING = "sharing", _("Sharing or helping to inject")
    NEEDLE_STICK = "needle_stick", _("Needle-stick injury")
    DAMAGE = "damage", _("Damage")
    FIRE = "fire", _("Fire")
    DEATH = "death", _("Death")
    COMPLAINT = "complaint", _("Complaint")
    POLICE = "police", _("Police in the house")
    NEIGHBOUR = "neighbour", _("Complaint of a neighbour")


MEDICAL = (Kind.OVERDOSE, Kind.STIMULANT, Kind.MEDICAL, Kind.SEIZURE, Kind.PSYCHIATRIC, Kind.NEEDLE_STICK)


class Keeping(models.TextChoices):
    """Who keeps what is told about an incident."""

    DESK = "desk", _("the house")
    NURSING = "nursing", _("nursing")
    RESTRICTED = "restricted", _("the coordination")


#: Accusations, violence, police and death stand apart, in a register of the coordination. Source: DOMAIN 9.17 and 12.
RESTRICTED = (
    Kind.VERBAL, Kind.PHYSICAL, Kind.THREAT, Kind.SEXUAL, Kind.WEAPON, Kind.THEFT, Kind.DEALING, Kind.SHARING, Kind.DEATH,
    Kind.POLICE,
)


def keeping_of(kind: str) -> str:
    """Who keeps the story of an incident of this kind."""
    if kind in MEDICAL:
        return Keeping.NURSING
    return Keeping.RESTRICTED if kind in RESTRICTED else Keeping.DESK


class Act(models.TextChoices):
    """What is done while the clock runs; one tap each. Source: DOMAIN 3.3 (overdose_response)."""

    STIMULATION = "stimulation", _("Stimulation")
    AIRWAY = "airway", _("Airway, position")
    OXYGEN = "oxygen", _("Oxygen")
    BVM = "bvm", _("Bag and mask")
    NALOXONE_IM = "naloxone_im", _("Naloxone IM")
    NALOXONE_IN = "naloxone_in", _("Naloxone nasal")
    NALOXONE_IV = "naloxone_iv", _("Naloxone IV")
    CPR = "cpr", _("CPR")
    AED = "aed", _("Defibrillator")
    GLUCOSE = "glucose", _("Glucose check")
    COOLING = "cooling", _("Cooling, calming")
    BENZODIAZEPINE = "benzodiazepine", _("Benzodiazepine (doctor's order)")
    CALLED = "called_112", _("112 called")
    ARRIVED = "arrived_112", _("112 has arrived")
    POLICE = "police", _("Police present")
    RECOVERED = "recovered", _("Recovered")
    TRANSFER = "transfer", _("Taken to hospital")
    REFUSED_TRANSFER = "refused_transfer", _("Refuses the hospital")
    LEFT = "left", _("Left against advice")
    DIED = "died", _("Died")


NALOXONE = (Act.NALOXONE_IM, Act.NALOXONE_IN, Act.NALOXONE_IV)
#: In the order of the buttons: first what keeps somebody alive, then who was called, then how it went on.
CARE_ACTS = (
    Act.STIMULATION, Act.AIRWAY, Act.OXYGEN, Act.BVM, *NALOXONE, Act.CPR, Act.AED, Act.GLUCOSE, Act.COOLING, Act.BENZODIAZEPINE,
)
CALL_ACTS = (Act.CALLED, Act.ARRIVED, Act.POLICE)
END_ACTS = (Act.RECOVERED, Act.TRANSFER, Act.REFUSED_TRANSFER, Act.LEFT, Act.DIED)


class Outcome(models.TextChoices):
    """How it ended for the person. Source: DOMAIN 3.3."""

    RECOVERED = "recovered", _("Recovered here")
    TRANSFERRED = "transferred", _("Taken to hospital")
    LEFT = "left", _("Left against advice")
    DIED = "died", _("Died")
    UNKNOWN = "unknown", _("Not known")


#: The outcome that a tap tells by itself.
OUTCOME_OF = {
    Act.RECOVERED: Outcome.RECOVERED, Act.TRANSFER: Outcome.TRANSFERRED, Act.LEFT: Outcome.LEFT, Act.DIED: Outcome.DIED,
}


class Place(models.TextChoices):
    """Where it happened, when it was in none of the spaces of the house."""

    ENTRANCE = "entrance", _("Entrance, reception")
    TOILETS = "toilets", _("Toilets, showers")
    BEDROOM = "bedroom", _("Bedroom")
    CARE = "care", _("Care room")
    CONSUMPTION = "consumption", _("Consumption room")
    CORRIDOR = "corridor", _("Corridor, stairs")
    COURTYARD = "courtyard", _("Courtyard")
    STREET = "street", _("Street in front")
    ELSEWHERE = "elsewhere", _("Elsewhere")


class Present(models.TextChoices):
    """Who was there, by role and never by name. Source: DOMAIN 8.8 (witnesses by role)."""

    RECEPTION = "reception", _("Reception")
    NURSE = "nurse", _("Nurse")
    SOCIAL = "social", _("Social worker")
    COORDINATOR = "coordinator", _("Coordinator")
    PEER = "peer", _("Peer worker")
    VOLUNTEER = "volunteer", _("Volunteer")
    USERS = "users", _("Other users")
    NEIGHBOURS = "neighbours", _("Neighbours, passers-by")
    AMBULANCE = "ambulance", _("Ambulance")
    POLICE = "police", _("Police")


class Part(models.TextChoices):
    """What somebody known to the house had to do with it."""

    CONCERNED = "concerned", _("It happened to them")
    ACTING = "acting", _("They did it")
    WITNESS = "witness", _("They saw it")


class Step(models.TextChoices):
    """What is done afterwards, ticked once each."""

    DEBRIEF = "debrief", _("Talked over with the team")
    NEIGHBOURS = "neighbours", _("Neighbours spoken to")
    DEATH_DOCTOR = "death_doctor", _("A doctor has established the death")
    DEATH_UNTOUCHED = "death_untouched", _("The place is closed and left as it was")
    DEATH_COORDINATOR = "death_coordinator", _("The coordinator on call knows")
    DEATH_BELONGINGS = "death_belongings", _("Belongings are listed and put away by two")
    DEATH_CLOSE = "death_close", _("Those close to the person have been told, by whom the person would have wanted")
    DEATH_USERS = "death_users", _("The users have been told, with care")
    DEATH_TEAM = "death_team", _("The team is looked after")
    DEATH_FILE = "death_file", _("Beds, work and appointments of the person are ended")


AFTERWARDS = (Step.DEBRIEF, Step.NEIGHBOURS)
AFTER_A_DEATH = tuple(step for step in Step if step.value.startswith("death_"))


class Route(models.TextChoices):
    """How a product is given."""

    IM = Act.NALOXONE_IM.value, _("Into a muscle (IM)")
    IN = Act.NALOXONE_IN.value, _("Nasal (IN)")
    IV = Act.NALOXONE_IV.value, _("Into a vein (IV)")


class Verb(models.TextChoices):
    """What the ledger says happened."""

    VIEWED = "intake.incident.viewed", _("Incident read")
    LISTED = "intake.incident.listed", _("Incidents listed")
    STARTED = "intake.incident.started", _("Incident begun")
    TAPPED = "intake.incident.tapped", _("Act recorded")
    DETAILED = "intake.incident.detailed", _("Lot and dose written")
    STRUCK = "intake.incident.struck", _("Act struck")
    STOPPED = "intake.incident.stopped", _("Clock stopped")
    DESCRIBED = "intake.incident.described", _("Incident described")
    NAMED = "intake.incident.named", _("Person named")
    UNNAMED = "intake.incident.unnamed", _("Person taken off")
    TOLD = "intake.incident.told", _("Account written")
    READ = "intake.incident.read", _("Account read")
    TICKED = "intake.incident.ticked", _("Step done")
    PRODUCT_SAVED = "intake.naloxone.saved", _("Naloxone list changed")
