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
        ("face", 2, 7), ("neck_front", 4, 7), ("shoulder_r", 5, 5), ("shoulder_l", 5, 9), ("chest", 7, 7),
        ("upper_arm_r", 7, 4), ("upper_arm_l", 7, 10), ("elbow_crease_r", 9, 4), ("elbow_crease_l", 9, 10),
        ("abdomen", 10, 7), ("forearm_r", 11, 3), ("forearm_l", 11, 11), ("palm_r", 13, 2), ("palm_l", 13, 12),
        ("groin_r", 12, 6), ("groin_l", 12, 8), ("genitals", 14, 7), ("thigh_r", 16, 6), ("thigh_l", 16, 8),
        ("knee_r", 18, 6), ("knee_l", 18, 8), ("shin_r", 20, 6), ("shin_l", 20, 8), ("ankle_r", 22, 6),
        ("ankle_l", 22, 8), ("foot_r", 24, 5), ("foot_l", 24, 9),
    )
)  # fmt: skip
#: Codes of the back: here the person's left side is on the left.
BACK = tuple(
    Place(Site(code), row, column)
    for code, row, column in (
        ("scalp", 2, 7), ("neck_back", 4, 7), ("shoulder_blade_l", 6, 6), ("shoulder_blade_r", 6, 8),
        ("upper_arm_back_l", 7, 4), ("upper_arm_back_r", 7, 10), ("back", 8, 7), ("elbow_l", 9, 4), ("elbow_r", 9, 10),
        ("forearm_back_l", 11, 3), ("forearm_back_r", 11, 11), ("hand_back_l", 13, 2), ("hand_back_r", 13, 12),
        ("lower_back", 10, 7), ("sacrum", 12, 7), ("buttock_l", 14, 6), ("buttock_r", 14, 8), ("thigh_back_l", 16, 6),
        ("thigh_back_r", 16, 8), ("knee_hollow_l", 18, 6), ("knee_hollow_r", 18, 8), ("calf_l", 20, 6), ("calf_r", 20, 8),
        ("heel_l", 22, 6), ("heel_r", 22, 8), ("sole_l", 24, 5), ("sole_r", 24, 9),
    )
)  # fmt: skip
