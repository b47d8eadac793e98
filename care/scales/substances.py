"""Scales about alcohol and other substances. Only short labels of the house stand here: their text is on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from .enums import About, Code, Wording
from .instruments import Band, Item, Licence, Scale, Skip, plain, values

READ_ON = date(2026, 11, 22)
PARTS = ("nursing", "social", "psych")

#: Not for sale and not with commercial purposes: a restriction that a free program cannot hand on.
WHO = Licence(
    _("© World Health Organization 2001: may be reproduced and translated, but not for sale or commercial use."),
    Wording.LABELS, "WHO/MSD/MSB/01.6a, https://camcops.readthedocs.io/en/latest/tasks/audit.html", READ_ON,
)  # fmt: skip

_AUDIT = (
    Item("1", _("How often alcohol"), values(to=4)), Item("2", _("How much on a usual day"), values(to=4)),
    Item("3", _("How often a large amount"), values(to=4)), Item("4", _("Not able to stop once begun"), values(to=4)),
    Item("5", _("Did not do what was expected"), values(to=4)), Item("6", _("A first drink in the morning"), values(to=4)),
    Item("7", _("Guilt or remorse"), values(to=4)), Item("8", _("Cannot remember the night before"), values(to=4)),
    Item("9", _("Injury to oneself or somebody else"), (0, 2, 4)), Item("10", _("Concern of other people"), (0, 2, 4)),
)  # fmt: skip

AUDIT = Scale(
    Code.AUDIT, _("Alcohol: risk, harm and dependence"), _("Alcohol in the last twelve months, ten items."), "2001",
    "Babor TF, Higgins-Biddle JC, Saunders JB, Monteiro MG. AUDIT, 2nd ed. WHO, Geneva 2001.", WHO, PARTS, _AUDIT,
    bands=(
        Band(0, 7, _("low risk"), "ok"), Band(8, 15, _("risky drinking"), "note"), Band(16, 19, _("harmful drinking"), "warn"),
        Band(20, 40, _("dependence is likely: look further"), "danger"),
    ),
    bands_source="WHO/MSD/MSB/01.6a.",
    skips=(
        Skip(("1",), 0, ("2", "3", "4", "5", "6", "7", "8")), Skip(("2", "3"), 0, ("4", "5", "6", "7", "8")),
    ),
)  # fmt: skip

AUDIT_C = Scale(
    Code.AUDIT_C, _("Alcohol: how much and how often"), _("The first three items of AUDIT."), "1998",
    "Bush K et al. The AUDIT alcohol consumption questions (AUDIT-C). Arch Intern Med 1998;158:1789–95.",
    replace(WHO, words=_("The first three items of AUDIT, © World Health Organization 2001: not for sale or commercial use.")),
    PARTS, _AUDIT[:3],
    bands=(
        Band(0, 2, _("below the threshold"), "ok"), Band(3, 3, _("threshold for women reached: look further"), "note"),
        Band(4, 12, _("threshold for men and women reached: look further"), "warn"),
    ),
    bands_source="Bush 1998 (men: 4); Bradley KA et al. Arch Intern Med 2003;163:821–9 (women: 3).",
    skips=(Skip(("1",), 0, ("2", "3")),),
)  # fmt: skip

_OFTEN = {"2": (0, 2, 3, 4, 6), "3": (0, 3, 4, 5, 6), "4": (0, 4, 5, 6, 7), "5": (0, 5, 6, 7, 8)}
_RISKS = (Band(0, 3, _("low risk"), "ok"), Band(4, 26, _("moderate risk"), "warn"), Band(27, 39, _("high risk"), "danger"))

ASSIST = Scale(
    Code.ASSIST, _("Risk of one substance"), _("Put once for each substance ever used: items 2 to 8 of the interview."), "3.1",
    "Humeniuk R et al. The Alcohol, Smoking and Substance Involvement Screening Test (ASSIST). WHO, Geneva 2010.",
    Licence(
        _("© World Health Organization 2010, all rights reserved: asking with the paper form is free."), Wording.LABELS,
        "ISBN 978 92 4 159938 2, https://studylib.net/doc/27190080/assist-manual", READ_ON,
    ),
    PARTS,
    (
        Item("2", _("Use, last three months"), _OFTEN["2"]), Item("3", _("Strong desire to use"), _OFTEN["3"]),
        Item("4", _("Problems because of it"), _OFTEN["4"]), Item("5", _("Did not do what was expected"), _OFTEN["5"]),
        Item("6", _("Concern of other people"), (0, 3, 6)), Item("7", _("Tried to use less and could not"), (0, 3, 6)),
        Item("8", _("Ever injected"), (0, 1, 2), scored=False, optional=True),
    ),
    bands=_RISKS, bands_source="WHO 2010, ASSIST 3.1.",
    skips=(Skip(("2",), 0, ("3", "4", "5"), never=True),),
    about=tuple(About.values),
    about_bands={
        About.ALCOHOL.value: (Band(0, 10, _("low risk"), "ok"), Band(11, 26, _("moderate risk"), "warn"), Band(27, 39, _("high risk"), "danger")),
        About.TOBACCO.value: (*_RISKS[:2], Band(27, 31, _("high risk"), "danger")),
    },
    about_without={About.TOBACCO.value: ("5", "8"), About.ALCOHOL.value: ("8",)},
)  # fmt: skip

SDS = Scale(
    Code.SDS, _("Severity of dependence"), _("Five items about one substance, over the last year."), "1995",
    "Gossop M et al. The Severity of Dependence Scale (SDS). Addiction 1995;90:607–14.",
    Licence(
        _("Published in a journal; no statement on reproducing its text was found."), Wording.LABELS,
        "https://www.emcdda.europa.eu/html.cfm/index7343EN.html", READ_ON,
    ),
    PARTS,
    plain(
        (
            _("Use out of control"), _("Anxious at the thought of going without"), _("Worries about the use"), _("Wishes to stop"),
            _("Hard to stop or go without"),
        ),
        values(to=3),
    ),
    no_bands=_(
        "None: published borders depend on the substance and on who was asked. For heroin 3 and for cocaine 4 (Eur Addict Res 2009;15:87–93), for amphetamines 5"
        " (Addiction 1997;92:839–45); for cannabis none was found good enough (Int J Methods Psychiatr Res 2013;22:138–43). The sum alone is shown."
    ),
    about=tuple(About.values),
)  # fmt: skip
