"""Scales of withdrawal: what a nurse observes and measures. The words are the house's own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .enums import Code, Mode, Wording
from .instruments import Band, Item, Licence, Scale, plain, values
from .substances import READ_ON

OBSERVED = (Mode.INTERVIEW.value, Mode.PAPER.value)

COWS = Scale(
    Code.COWS, _("Opioid withdrawal"), _("Eleven signs, only as far as they come from withdrawal. Before a first dose, and again after it."),
    "2003", "Wesson DR, Ling W. The Clinical Opiate Withdrawal Scale (COWS). J Psychoactive Drugs 2003;35:253–9.",
    Licence(
        _("Its authors let it be copied and used clinically; the words here are the house's own."), Wording.ALLOWED,
        "https://pubmed.ncbi.nlm.nih.gov/12924748/", READ_ON,
    ),
    ("nursing",),
    (
        Item("1", _("Resting pulse, after a minute of sitting or lying"), (0, 1, 2, 4), (_("80 or less"), _("81 to 100"), _("101 to 120"), _("above 120"))),
        Item("2", _("Sweating in the last half hour"), values(to=4), (_("none"), _("says chills or flushes"), _("face flushed or moist"), _("drops on brow or face"), _("sweat runs down the face"))),
        Item("3", _("Restlessness"), (0, 1, 3, 5), (_("sits still"), _("finds it hard but sits still"), _("often moves arms or legs"), _("cannot sit still for more than seconds"))),
        Item("4", _("Pupils, in the light of this room"), (0, 1, 2, 5), (_("small or normal"), _("perhaps wider than normal"), _("clearly wider"), _("so wide that only a rim of the iris shows"))),
        Item("5", _("Aches of bones or joints, beyond pain known before"), (0, 1, 2, 4), (_("none"), _("light, all over"), _("says they are severe"), _("rubs joints or muscles, cannot sit still"))),
        Item("6", _("Nose or eyes running, without a cold or allergy"), (0, 1, 2, 4), (_("no"), _("nose blocked or eyes moist"), _("nose or eyes running"), _("running all the time"))),
        Item("7", _("Stomach and bowels, last half hour"), (0, 1, 2, 3, 5), (_("nothing"), _("cramps"), _("nausea or loose stool"), _("vomiting or diarrhoea"), _("vomiting or diarrhoea several times"))),
        Item("8", _("Tremor of outstretched hands"), (0, 1, 2, 4), (_("no tremor"), _("felt but not seen"), _("slight, seen"), _("strong, or muscles twitch"))),
        Item("9", _("Yawning, while you observe"), (0, 1, 2, 4), (_("no yawning"), _("once or twice"), _("three times or more"), _("several times a minute"))),
        Item("10", _("Anxiety or irritability"), (0, 1, 2, 4), (_("none"), _("says it is growing"), _("clearly to be seen"), _("so strong that it is hard to take part"))),
        Item("11", _("Gooseflesh"), (0, 3, 5), (_("smooth skin"), _("felt, or hair stands up on the arms"), _("strong"))),
    ),
    bands=(
        Band(0, 4, _("below mild"), "ok"), Band(5, 12, _("mild"), "note"), Band(13, 24, _("moderate"), "warn"),
        Band(25, 36, _("moderately severe"), "danger"), Band(37, 48, _("severe"), "danger"),
    ),
    bands_source="Wesson & Ling 2003.", modes=OBSERVED,
)  # fmt: skip

CIWA_AR = Scale(
    Code.CIWA_AR, _("Alcohol withdrawal"), _("Ten signs, in somebody who can answer."), "1989",
    "Sullivan JT et al. Assessment of alcohol withdrawal: CIWA-Ar. Br J Addict 1989;84:1353–7.",
    Licence(
        _("Free to use; no statement of its owner on reproducing its text was found."), Wording.LABELS,
        "https://www.cgakit.com/ciwa-ar", READ_ON,
    ),
    ("nursing",),
    (
        *plain(
            (
                _("Nausea and vomiting"), _("Tremor"), _("Sweating"), _("Anxiety"), _("Agitation"), _("What is felt on the skin"),
                _("What is heard"), _("What is seen"), _("Headache"),
            ),
            values(to=7),
        ),
        Item("10", _("Orientation"), values(to=4)),
    ),
    no_bands=_(
        "None: published borders differ. Withdrawal is called moderate from 10 and severe from 19 (ASAM 2020), or moderate from 8 and severe from 15 (VA Palo"
        " Alto). ASAM leaves the choice to whoever treats, so the sum alone is shown: the doctor says what it means."
    ),
    modes=OBSERVED,
)  # fmt: skip
