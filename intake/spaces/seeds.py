"""The spaces a centre starts with; it may rename, close or add some afterwards. Source: DOMAIN 8.6."""

from intake.spaces.models import Space

SPACES = (
    {
        "code": "women_space",
        "label_fr": "Espace femmes",
        "label_nl": "Vrouwenruimte",
        "label_en": "Women's space",
        "women_only": True,
        "capacity": 12,
        "compartment": "women_space",
    },
    {
        "code": "day_room",
        "label_fr": "Salle de jour",
        "label_nl": "Dagruimte",
        "label_en": "Day room",
        "capacity": 40,
    },
    {
        "code": "youth_room",
        "label_fr": "Heures jeunes",
        "label_nl": "Jongerenuren",
        "label_en": "Youth hours",
        "youth": True,
        "capacity": 15,
    },
)


def ensure_spaces() -> int:
    """Put the spaces a centre starts with in place and return how many were new; what exists is left alone."""
    known = set(Space.objects.values_list("code", flat=True))
    new = [Space(**seed) for seed in SPACES if seed["code"] not in known]
    for space in new:
        space.save(force_insert=True)
    return len(new)
