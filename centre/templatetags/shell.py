"""The face of the frame's tags for Django, which looks for libraries here."""

from centre.shell.templatetags.shell import register

__all__ = ["register"]
