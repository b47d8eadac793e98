"""For the type checker: what the middleware puts on each request, and of which class. Named in pyproject.toml."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mypy.plugin import AttributeContext, ClassDefContext, Plugin
from mypy.plugins.common import add_attribute_to_class
from mypy.types import AnyType, Instance, Type, TypeOfAny
from mypy_django_plugin.lib.helpers import lookup_fully_qualified_typeinfo

REQUEST = "django.http.request.HttpRequest"
USER = "centre.staff.models.User"
#: Attribute by attribute: its class, and who sets it.
GIVEN = {
    REQUEST: {
        "actor": USER,  # the door of the house
        "id": "uuid.UUID",  # the same
        "refusal": "",  # the same; a refusal or nothing
        "htmx": "django_htmx.middleware.HtmxDetails",
        "LANGUAGE_CODE": "builtins.str",
    },
    USER: {"is_verified": ""},  # the second factor; a method of no argument
}


def _add(context: ClassDefContext) -> None:
    for name in GIVEN[context.cls.fullname]:
        add_attribute_to_class(context.api, context.cls, name, AnyType(TypeOfAny.explicit))


def _classed(context: AttributeContext, *, fullname: str) -> Type:
    info = lookup_fully_qualified_typeinfo(context.api, fullname)  # type: ignore[arg-type]  # the checker itself
    return Instance(info, []) if info else context.default_attr_type


class RequestTypes(Plugin):
    """Adds the attributes, then answers each with its class once all classes are known."""

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return _add if fullname in GIVEN else None

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        owner, _, name = fullname.rpartition(".")
        wanted = GIVEN.get(owner, {}).get(name)
        return partial(_classed, fullname=wanted) if wanted else None


def plugin(version: str) -> type[Plugin]:
    return RequestTypes
