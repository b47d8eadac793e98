"""Where on the body: the sites of the map, front and back, each with its place on a grid of 24 rows and 13 columns.

The map shows a person who stands: on the front their right side is on the left of the drawing. Source: DOMAIN 14.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Site(models.TextChoices):
    """A place on the skin, as a nurse names it; right and left are the person's."""

    FACE = "face", _("Face")
    NECK_FRONT = "neck_front", _("Neck, front")
    SHOULDER_R = "shoulder_r", _("Right shoulder")
    SHOULDER_L = "shoulder_l", _("Left shoulder")
    CHEST = "chest", _("Chest")
    UPPER_ARM_R = "upper_arm_r", _("Right upper arm, front")
    UPPER_ARM_L = "upper_arm_l", _("Left upper arm, front")
    ELBOW_CREASE_R = "elbow_crease_r", _("Right elbow crease")
    ELBOW_CREASE_L = "elbow_crease_l", _("Left elbow crease")
    ABDOMEN = "abdomen", _("Belly")
    FOREARM_R = "forearm_r", _("Right forearm, inside")
    FOREARM_L = "forearm_l", _("Left forearm, inside")
    PALM_R = "palm_r", _("Right palm and fingers")
    PALM_L = "palm_l", _("Left palm and fingers")
    GROIN_R = "groin_r", _("Right groin")
    GROIN_L = "groin_l", _("Left groin")
    GENITALS = "genitals", _("Genitals")
    THIGH_R = "thigh_r", _("Right thigh, front")
    THIGH_L = "thigh_l", _("Left thigh, front")
    KNEE_R = "knee_r", _("Right knee")
    KNEE_L = "knee_l", _("Left knee")
    SHIN_R = "shin_r", _("Right shin")
    SHIN_L = "shin_l", _("Left shin")
    ANKLE_R = "ankle_r", _("Right ankle")
    ANKLE_L = "ankle_l", _("Left ankle")
    FOOT_R = "foot_r", _("Right foot, top and toes")
    FOOT_L = "foot_l", _("Left foot, top and toes")
    SCALP = "scalp", _("Head, back and top")
    NECK_BACK = "neck_back", _("Neck, back")
    SHOULDER_BLADE_L = "shoulder_blade_l", _("Left shoulder blade")
    SHOULDER_BLADE_R = "shoulder_blade_r", _("Right shoulder blade")
    UPPER_ARM_BACK_L = "upper_arm_back_l", _("Left upper arm, back")
    UPPER_ARM_BACK_R = "upper_arm_back_r", _("Right upper arm, back")
    BACK = "back", _("Middle of the back")
    ELBOW_L = "elbow_l", _("Left elbow")
    ELBOW_R = "elbow_r", _("Right elbow")
    FOREARM_BACK_L = "forearm_back_l", _("Left forearm, outside")
    FOREARM_BACK_R = "forearm_back_r", _("Right forearm, outside")
    HAND_BACK_L = "hand_back_l", _("Back of the left hand")
    HAND_BACK_R = "hand_back_r", _("Back of the right hand")
    LOWER_BACK = "lower_back", _("Lower back")
    SACRUM = "sacrum", _("Tailbone")
    BUTTOCK_L = "buttock_l", _("Left buttock and hip")
    BUTTOCK_R = "buttock_r", _("Right buttock and hip")
    THIGH_BACK_L = "thigh_back_l", _("Left thigh, back")
    THIGH_BACK_R = "thigh_back_r", _("Right thigh, back")
    KNEE_HOLLOW_L = "knee_hollow_l", _("Hollow of the left knee")
    KNEE_HOLLOW_R = "knee_hollow_r", _("Hollow of the right knee")
    CALF_L = "calf_l", _("Left calf")
    CALF_R = "calf_r", _("Right calf")
    HEEL_L = "heel_l", _("Left heel")
    HEEL_R = "heel_r", _("Right heel")
    SOLE_L = "sole_l", _("Sole of the left foot")
    SOLE_R = "sole_r", _("Sole of the right foot")


@dataclass(frozen=True)
class Place:
    """Where a site stands on the map."""

    site: Site
    row: int
    column: int


#: Codes of the front, with row and column.
FRONT = tuple(
    Place(Site(code), row, column)
    for code, row, column in (
        ("face", 2, 7), ("neck_front", 4, 7), ("shoulder_r", 5, 4), ("shoulder_l", 5, 10), ("chest", 7, 7),
        ("upper_arm_r", 7, 3), ("upper_arm_l", 7, 11), ("elbow_crease_r", 9, 3), ("elbow_crease_l", 9, 11),
        ("abdomen", 10, 7), ("forearm_r", 11, 2), ("forearm_l", 11, 12), ("palm_r", 13, 2), ("palm_l", 13, 12),
        ("groin_r", 12, 5), ("groin_l", 12, 9), ("genitals", 13, 7), ("thigh_r", 15, 5), ("thigh_l", 15, 9),
        ("knee_r", 17, 5), ("knee_l", 17, 9), ("shin_r", 19, 5), ("shin_l", 19, 9), ("ankle_r", 21, 5),
        ("ankle_l", 21, 9), ("foot_r", 23, 4), ("foot_l", 23, 10),
    )
)  # fmt: skip
#: Codes of the back: here the person's left side is on the left.
BACK = tuple(
    Place(Site(code), row, column)
    for code, row, column in (
        ("scalp", 2, 7), ("neck_back", 4, 7), ("shoulder_blade_l", 6, 5), ("shoulder_blade_r", 6, 9),
        ("upper_arm_back_l", 7, 3), ("upper_arm_back_r", 7, 11), ("back", 8, 7), ("elbow_l", 9, 3), ("elbow_r", 9, 11),
        ("forearm_back_l", 11, 2), ("forearm_back_r", 11, 12), ("hand_back_l", 13, 2), ("hand_back_r", 13, 12),
        ("lower_back", 10, 7), ("sacrum", 12, 7), ("buttock_l", 13, 5), ("buttock_r", 13, 9), ("thigh_back_l", 15, 5),
        ("thigh_back_r", 15, 9), ("knee_hollow_l", 17, 5), ("knee_hollow_r", 17, 9), ("calf_l", 19, 5), ("calf_r", 19, 9),
        ("heel_l", 21, 5), ("heel_r", 21, 9), ("sole_l", 23, 4), ("sole_r", 23, 10),
    )
)  # fmt: skip
