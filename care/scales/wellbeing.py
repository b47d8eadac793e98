"""Scales about mood, worry and what was lived through."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .enums import Code, Wording
from .instruments import Band, Item, Licence, Scale, Skip, plain, values
from .substances import READ_ON

PARTS = ("psych", "nursing")
FREE = Licence(
    _("Its owner asks no permission to reproduce, translate, display or distribute it."), Wording.ALLOWED,
    "https://hl7.org/fhir/uv/sdc/Questionnaire-questionnaire-sdc-profile-example-PHQ9.html, https://www.phqscreeners.com", READ_ON,
)  # fmt: skip
OFTEN = (_("Not at all"), _("Several days"), _("More than half the days"), _("Nearly every day"))

PHQ_9 = Scale(
    Code.PHQ_9, _("Mood"), _("Over the last two weeks, how often have you been bothered by any of the following problems?"), "2001",
    "Kroenke K, Spitzer RL, Williams JBW. The PHQ-9. J Gen Intern Med 2001;16:606–13.", FREE, PARTS,
    (
        *plain(
            (
                _("Little interest or pleasure in doing things"), _("Feeling down, depressed, or hopeless"),
                _("Trouble falling or staying asleep, or sleeping too much"), _("Feeling tired or having little energy"),
                _("Poor appetite or overeating"),
                _("Feeling bad about yourself, or that you are a failure or have let yourself or your family down"),
                _("Trouble concentrating on things, such as reading the newspaper or watching television"),
                _("Moving or speaking so slowly that other people could have noticed; or the opposite, being so restless that you move around a lot more than usual"),
                _("Thoughts that you would be better off dead, or of hurting yourself in some way"),
            ),
            values(to=3), OFTEN,
        ),
        Item(
            "10", _("How difficult have these problems made it to do your work, take care of things at home, or get along with people?"),
            values(to=3), (_("Not difficult at all"), _("Somewhat difficult"), _("Very difficult"), _("Extremely difficult")),
            scored=False, optional=True,
        ),
    ),
    bands=(
        Band(0, 4, _("minimal"), "ok"), Band(5, 9, _("mild"), "note"), Band(10, 14, _("moderate"), "warn"),
        Band(15, 19, _("moderately severe"), "danger"), Band(20, 27, _("severe"), "danger"),
    ),
    bands_source="Kroenke 2001.", watch="9",
)  # fmt: skip

GAD_7 = Scale(
    Code.GAD_7, _("Worry and anxiety"), _("Over the last two weeks, how often have you been bothered by the following problems?"), "2006",
    "Spitzer RL, Kroenke K, Williams JBW, Löwe B. The GAD-7. Arch Intern Med 2006;166:1092–7.", FREE, PARTS,
    plain(
        (
            _("Feeling nervous, anxious, or on edge"), _("Not being able to stop or control worrying"), _("Worrying too much about different things"),
            _("Trouble relaxing"), _("Being so restless that it is hard to sit still"), _("Becoming easily annoyed or irritable"),
            _("Feeling afraid as if something awful might happen"),
        ),
        values(to=3), OFTEN,
    ),
    bands=(
        Band(0, 4, _("minimal"), "ok"), Band(5, 9, _("mild"), "note"), Band(10, 14, _("moderate"), "warn"), Band(15, 21, _("severe"), "danger"),
    ),
    bands_source="Spitzer 2006.",
)  # fmt: skip

NO_YES = (_("no"), _("yes"))

PC_PTSD_5 = Scale(
    Code.PC_PTSD_5, _("After something very frightening"), _("Five items about the last month, when something very frightening was ever lived through."),
    "2015", "Prins A et al. The Primary Care PTSD Screen for DSM-5 (PC-PTSD-5). J Gen Intern Med 2016;31:1206–11.",
    Licence(
        _("Made by a public service of the United States and given freely; no statement on translating it was found."), Wording.LABELS,
        "https://www.ptsd.va.gov/professional/assessment/screens/pc-ptsd.asp", READ_ON,
    ),
    PARTS,
    (
        Item("0", _("Something very frightening was ever lived through"), (0, 1), NO_YES, scored=False),
        Item("1", _("Nightmares or memories that come unwanted"), (0, 1), NO_YES),
        Item("2", _("Keeps away from what recalls it"), (0, 1), NO_YES),
        Item("3", _("Always on guard, easily startled"), (0, 1), NO_YES),
        Item("4", _("Numb, or far from other people"), (0, 1), NO_YES),
        Item("5", _("Guilt or blame"), (0, 1), NO_YES),
    ),
    bands=(
        Band(0, 2, _("below the threshold"), "ok"), Band(3, 3, _("threshold for women reached: look further"), "note"),
        Band(4, 5, _("threshold for men and women reached: look further"), "warn"),
    ),
    bands_source="Bovin MJ et al. JAMA Netw Open 2021;4:e2036733 (4; women: 3).",
    skips=(Skip(("0",), 0, ("1", "2", "3", "4", "5"), never=True),),
)  # fmt: skip
