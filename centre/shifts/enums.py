"""Choices of the handover and of notices, and what the ledger says about them."""
from django.db import models
from django.utils.translation import gettext_lazy as _


class ShiftCode(models.TextChoices):
    """The shifts of a service day; their hours are a setting."""

    EARLY = "early", _("early shift")
    LATE = "late", _("late shift")
    NIGHT = "night", _("night shift")


class Hand(models.TextChoices):
    """Which side of a handover somebody signs for."""

    GIVES = "gives", _("hands over")
    TAKES = "takes", _("takes over")


class NoticeKind(models.TextChoices):
    """What a role is told."""

    BREAK_GLASS = "break_glass", _("a file was opened in an emergency")


class Judgement(models.TextChoices):
    """What the coordinator found when reviewing an emergency opening."""

    JUSTIFIED = "justified", _("Justified")
    TO_DISCUSS = "to_discuss", _("To discuss with the colleague")
    NOT_JUSTIFIED = "not_justified", _("Not justified")


class Verb(models.TextChoices):
    HANDOVER_OPENED = "centre.handover.opened", _("handover opened")
    HANDOVER_LINE_ADDED = "centre.handover.line_added", _("handover line added")
    HANDOVER_REMARK_ADDED = "centre.handover.remark_added", _("handover remark added")
    HANDOVER_CLOSED = "centre.handover.closed", _("handover closed")
    HANDOVER_FILLED = "centre.handover.filled", _("handover filled with what the team sees")
    HANDOVER_SIGNED = "centre.handover.signed", _("handover taken over and signed")
    HANDOVER_READ = "centre.handover.read", _("handover read")
    HANDOVER_VIEWED = "centre.handover.viewed", _("handover lines read")
    HANDOVER_DRAFTED = "centre.handover.drafted", _("remark kept as a draft")
    CHANGES_VIEWED = "centre.handover.changes_viewed", _("changes since the last shift read")
    NOTICE_SENT = "centre.notice.sent", _("notice sent")
    NOTICE_READ = "centre.notice.read", _("notice read")
