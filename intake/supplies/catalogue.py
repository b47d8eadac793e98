"""The catalogue a centre starts with; it may rename, close or add afterwards. Source of the list: DOMAIN 3.3."""

from dataclasses import dataclass

from intake.supplies.enums import Group
from intake.supplies.models import Item


@dataclass(frozen=True)
class Seed:
    """One item: code, words in three languages, group, units in a pack, packs on the chips."""

    code: str
    fr: str
    nl: str
    en: str
    group: str
    pack_size: int = 1
    presets: str = "1,2,5,10"


ITEMS = (
    Seed("kit_two_syringes", "Kit de 2 seringues", "Kit met 2 spuiten", "Kit of 2 syringes", Group.SYRINGES, 2),
    Seed("syringe_1ml", "Seringue 1 ml (insuline)", "Spuit 1 ml (insuline)", "1 ml insulin syringe", Group.SYRINGES, 1, "1,5,10,20"),
    Seed("syringe_1ml_detachable", "Seringue 1 ml, aiguille amovible", "Spuit 1 ml, losse naald", "1 ml syringe, detachable", Group.SYRINGES, 1, "1,5,10,20"),
    Seed("barrel_2ml", "Corps de seringue 2 ml", "Spuit 2 ml zonder naald", "2 ml barrel", Group.SYRINGES),
    Seed("barrel_5ml", "Corps de seringue 5 ml", "Spuit 5 ml zonder naald", "5 ml barrel", Group.SYRINGES),
    Seed("barrel_10ml", "Corps de seringue 10 ml", "Spuit 10 ml zonder naald", "10 ml barrel", Group.SYRINGES),
    Seed("needle_fine", "Aiguille fine", "Fijne naald", "Fine needle", Group.NEEDLES, 1, "1,5,10,20"),
    Seed("needle_medium", "Aiguille moyenne", "Middelgrote naald", "Medium needle", Group.NEEDLES, 1, "1,5,10,20"),
    Seed("needle_long", "Aiguille longue", "Lange naald", "Long needle", Group.NEEDLES, 1, "1,5,10,20"),
    Seed("cup", "Coupelle", "Lepeltje", "Cup", Group.PREPARATION),
    Seed("filter", "Filtre", "Filter", "Filter", Group.PREPARATION),
    Seed("acid", "Acide ascorbique ou citrique", "Ascorbine- of citroenzuur", "Ascorbic or citric acid", Group.PREPARATION),
    Seed("water", "Eau pour injection", "Water voor injectie", "Water for injection", Group.PREPARATION),
    Seed("swab", "Tampon alcoolisé", "Alcoholdoekje", "Alcohol swab", Group.PREPARATION),
    Seed("tourniquet", "Garrot", "Knelband", "Tourniquet", Group.PREPARATION, 1, "1,2"),
    Seed("crack_pipe", "Pipe à crack", "Crackpijp", "Crack pipe", Group.SMOKING, 1, "1,2,5"),
    Seed("pipe_filter", "Filtre ou grille de pipe", "Pijpfilter of roostertje", "Pipe filter or mesh", Group.SMOKING),
    Seed("mouthpiece", "Embout", "Mondstuk", "Mouthpiece", Group.SMOKING, 1, "1,2,5"),
    Seed("foil", "Feuille d'aluminium", "Aluminiumfolie", "Foil", Group.SMOKING),
    Seed("sniff_kit", "Kit de sniff", "Snuifkit", "Sniff kit", Group.SNIFFING, 1, "1,2,5"),
    Seed("sharps_box_small", "Petit récupérateur", "Kleine naaldcontainer", "Small sharps box", Group.CONTAINERS, 1, "1,2"),
    Seed("sharps_box_large", "Grand récupérateur", "Grote naaldcontainer", "Large sharps box", Group.CONTAINERS, 1, "1,2"),
    Seed("naloxone_kit", "Kit naloxone", "Naloxonkit", "Naloxone kit", Group.NALOXONE, 1, "1,2"),
    Seed("condom", "Préservatif", "Condoom", "Condom", Group.HEALTH),
    Seed("lubricant", "Lubrifiant", "Glijmiddel", "Lubricant", Group.HEALTH),
    Seed("hygiene_kit", "Kit d'hygiène", "Hygiënekit", "Hygiene kit", Group.HEALTH, 1, "1,2"),
)  # fmt: skip


def ensure_items() -> int:
    """Put the catalogue a centre starts with in place and return how many were new; what exists is left alone."""
    known = set(Item.objects.values_list("code", flat=True))
    new = [(place, seed) for place, seed in enumerate(ITEMS, start=1) if seed.code not in known]
    for place, seed in new:
        Item.objects.create(
            code=seed.code, label_fr=seed.fr, label_nl=seed.nl, label_en=seed.en, group=seed.group,
            pack_size=seed.pack_size, presets=seed.presets, order=place * 10,
        )  # fmt: skip
    return len(new)
