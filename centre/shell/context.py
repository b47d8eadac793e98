"""The frame, offered to every template as `frame`."""

from django.http import HttpRequest

from centre.shell.frame import Frame


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: `{"frame": Frame}`, read lazily."""
    return {"frame": Frame(request)}
