"""Walls: each model declares who may reach its rows; after every migrate the declarations are raised as row security.

A table without a raised wall gives the web role nothing at all, so forgetting is safe. Policies follow PRIVACY 3:
one EXISTS on the flat access table, with the principals of the signed token read once for each statement.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ACTOR = "(SELECT app.actor()) IS NOT NULL"
PRINCIPALS = "ANY((SELECT app.principals())::int[])"
MANAGER = "(SELECT app.has_role('admin'))"


@dataclass(frozen=True)
class Policy:
    """One row-security policy for the web role: `using` guards rows read, `check` rows written (SQL)."""

    command: str
    using: str = ""
    check: str = ""
    restrictive: bool = False


def permitted(permissions: tuple[str, ...]) -> str:
    """SQL: a role of the actor holds one of these permissions, by the matrix that the database has; false for none."""
    names = ", ".join(f"'{one}'" for one in permissions)
    return f"(SELECT app.may({names}))" if names else "false"


@dataclass(frozen=True)
class Base(ABC):
    """What a declaration must answer: its policies and the rights of the web role."""

    @abstractmethod
    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        """The policies of the web role on one table; `column` answers a field's column by its name."""

    def rights(self) -> str:
        return "SELECT, INSERT, UPDATE"

    def person_column(self, column: Any) -> str:
        """The column that holds the person's uuid, for the ledger's evidence; empty when there is none."""
        return ""


@dataclass(frozen=True)
class Wall(Base):
    """Rows about a person: reached by holders of the compartment on that person.

    person: the field (foreign key or uuid) that names the person; "id" for the person's own row.
    compartment or compartment_field: the compartment asked for, fixed or held in the row.
    anonymous: rows without a person are for those whose teams may hold the compartment.
    through: instead, the row is visible when the parent row (this foreign key) is.
    born_open: the permission with which one may insert without a grant (a new person has none yet).
    own: the field with the writer's number: nobody adds in another's name. private: nobody else sees the row either.
    only_columns: the fields that a change may touch; all when empty.
    read, add, change: beside the compartment, the permissions of which one is needed to see, to insert, to change
    a row; no other when empty. parent: the foreign key to a row that must be in sight, and about the same person.
    hands: the fields with the number of who did something: whoever writes one writes their own number.
    """

    person: str = "person"
    compartment: str = ""
    compartment_field: str = ""
    anonymous: bool = False
    through: str = ""
    born_open: str = ""
    own: str = ""
    private: str = ""
    only_columns: tuple[str, ...] = ()
    append_only: bool = False
    deletable: bool = False
    read: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    parent: str = ""
    hands: tuple[str, ...] = ()

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        inside = self._parent(table, column) if self.through else self._inside(table, column)
        yield Policy("SELECT", using=inside)
        yield Policy("INSERT", check=permitted((self.born_open,)) if self.born_open else inside)
        if not self.append_only:
            yield Policy("UPDATE", using=inside, check=inside)
        if self.deletable:
            yield Policy("DELETE", using=inside)
        if not self.through:
            # A person to whom one is denied stays out of sight whatever is granted; adding to the file stays possible.
            yield from self._denials(table, column)
        if self.private:
            mine = f"{table}.{column(self.private)} = (SELECT app.actor())"
            yield Policy("ALL", using=mine, check=mine, restrictive=True)
        if self.own:
            yield Policy("INSERT", check=f"{table}.{column(self.own)} = (SELECT app.actor())", restrictive=True)
        yield from self._allowed()
        if self.parent:
            yield Policy("INSERT", check=self._same_person(table, column), restrictive=True)

    def _allowed(self) -> Iterator[Policy]:
        """What the compartment alone does not give."""
        if self.read:
            yield Policy("SELECT", using=permitted(self.read), restrictive=True)
        if self.add:
            yield Policy("INSERT", check=permitted(self.add), restrictive=True)
        if self.change and not self.append_only:
            yield Policy("UPDATE", using=ACTOR, check=permitted(self.change), restrictive=True)  # to lock is not to change

    def writers(self) -> tuple[str, ...]:
        """The permissions of which one is needed to add a copy to the history; empty when the compartment is enough."""
        return self.add + self.change if self.add and (self.change or self.append_only) else ()

    def rights(self) -> str:
        rights = "SELECT, INSERT" if self.append_only else "SELECT, INSERT, UPDATE"
        return f"{rights}, DELETE" if self.deletable else rights

    def person_column(self, column: Any) -> str:
        return "" if self.through else column(self.person)

    def _inside(self, table: str, column: Any) -> str:
        person = f"{table}.{column(self.person)}"
        held = f"{table}.{column(self.compartment_field)}" if self.compartment_field else f"'{self.compartment}'"
        exists = (
            f"EXISTS (SELECT 1 FROM centre_access a WHERE a.person = {person} AND a.compartment = {held}"
            f" AND a.principal = {PRINCIPALS} AND a.valid_until > (SELECT clock_timestamp()) OFFSET 0)"
        )
        nobody = f"({person} IS NULL AND {held} = ANY((SELECT app.may_hold())::text[]))"
        return f"({exists} OR {nobody})" if self.anonymous else exists

    def _denials(self, table: str, column: Any) -> Iterator[Policy]:
        """Out of sight, and unchanged: a change that looks for no row asks no reading right."""
        seen = self._not_denied(table, column)
        yield Policy("SELECT", using=seen, restrictive=True)
        if not self.append_only:
            yield Policy("UPDATE", using=seen, restrictive=True)
        if self.deletable:
            yield Policy("DELETE", using=seen, restrictive=True)

    def _not_denied(self, table: str, column: Any) -> str:
        return (
            f"NOT EXISTS (SELECT 1 FROM centre_denial d WHERE d.person = {table}.{column(self.person)}"
            f" AND d.principal = {PRINCIPALS})"
        )

    def _parent(self, table: str, column: Any) -> str:
        field = column.field(self.through)
        parent, key = field.related_model._meta.db_table, field.target_field.column
        return f"EXISTS (SELECT 1 FROM {parent} p WHERE p.{key} = {table}.{field.column})"

    def _same_person(self, table: str, column: Any) -> str:
        field, person = column.field(self.parent), column(self.person)
        parent, key = field.related_model._meta.db_table, field.target_field.column
        about = f"p.{person} IS NOT DISTINCT FROM {table}.{person}"
        return f"EXISTS (SELECT 1 FROM {parent} p WHERE p.{key} = {table}.{field.column} AND {about})"


@dataclass(frozen=True)
class OpenTable(Base):
    """A table about no person: who is signed in (or may `read`) sees it, and whose role allows it writes it.

    add, change: the permissions (`<app>.<verb>`) of which one is needed to insert a row, to change (or lock) one;
    empty: nobody does through a page. Undeclared (None), everybody signed in does: a test names such a table.
    only_columns: the fields that a change may touch; all when empty, and for holders of the permission `unless`.
    own: the field with the writer's number: nobody writes in another's name.
    hands: the fields with the number of who did something: whoever writes one writes their own number.
    compartment_field: rows that bear a compartment are for those whose teams may hold it; the others for everybody.
    through: rows that hang on another (this foreign key) are in sight where that one is.
    """

    add: tuple[str, ...] | None = None
    change: tuple[str, ...] | None = None
    only_columns: tuple[str, ...] = ()
    unless: str = ""
    own: str = ""
    append_only: bool = False
    deletable: bool = False
    hands: tuple[str, ...] = ()
    compartment_field: str = ""
    through: str = ""
    read: tuple[str, ...] = ()

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        adding, changing = (ACTOR if one is None else permitted(one) for one in (self.add, self.change))
        mine = f" AND {table}.{column(self.own)} = (SELECT app.actor())" if self.own else ""
        yield Policy("SELECT", using=permitted(self.read) if self.read else ACTOR)
        for inside in self._inside(table, column):
            yield Policy("ALL", using=inside, check=inside, restrictive=True)
        yield Policy("INSERT", check=adding + mine)
        if not self.append_only:
            yield Policy("UPDATE", using=changing, check=changing)
        if self.deletable:
            yield Policy("DELETE", using=changing)

    def _inside(self, table: str, column: Any) -> Iterator[str]:
        """What keeps a row to the teams of one space: its own compartment, or the row that it hangs on."""
        if self.compartment_field:
            held = f"{table}.{column(self.compartment_field)}"
            yield f"({held} = '' OR {held} = ANY((SELECT app.may_hold())::text[]))"
        if self.through:
            field = column.field(self.through)
            parent, key = field.related_model._meta.db_table, field.target_field.column
            nothing = f"{table}.{field.column} IS NULL OR " if field.null else ""
            # what the house is made of is read once for a statement; of what is about people, the one row that is asked for
            few = f"{table}.{field.column} IN (SELECT p.{key} FROM {parent} p)"
            one = f"EXISTS (SELECT 1 FROM {parent} p WHERE p.{key} = {table}.{field.column})"
            yield f"({nothing}{few if isinstance(field.related_model.wall, OpenTable) else one})"

    def rights(self) -> str:
        rights = "SELECT, INSERT" if self.append_only else "SELECT, INSERT, UPDATE"
        return f"{rights}, DELETE" if self.deletable else rights


@dataclass(frozen=True)
class RoleTable(Base):
    """A table about no person that only some roles may read or write, whatever the code forgets."""

    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    append_only: bool = False

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        yield Policy("SELECT", using=self._any(self.read))
        yield Policy("INSERT", check=self._any(self.write))
        if not self.append_only:
            yield Policy("UPDATE", using=self._any(self.write), check=self._any(self.write))

    def rights(self) -> str:
        return "SELECT, INSERT" if self.append_only else "SELECT, INSERT, UPDATE"

    @staticmethod
    def _any(roles: tuple[str, ...]) -> str:
        return " OR ".join(f"(SELECT app.has_role('{role}'))" for role in roles) or "false"


@dataclass(frozen=True)
class StaffTable(Base):
    """Accounts, teams, memberships: readable (signing in needs it), written by the role `admin` alone, never removed.

    own, own_columns: the columns of their own row that everybody may change (own password, PIN, language).
    another: the field that names whose row it is: nobody, manager or not, writes their own.
    fixed: nobody writes it through a page; migrations and the first opening do.
    """

    own: str = ""
    own_columns: tuple[str, ...] = ()
    another: str = ""
    fixed: bool = False

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        yield Policy("SELECT", using="true")
        if self.fixed:
            return
        colleague = f" AND {table}.{column(self.another)} <> (SELECT app.actor())" if self.another else ""
        yield Policy("INSERT", check=MANAGER + colleague)
        mine = f"{MANAGER} OR {column(self.own)} = (SELECT app.actor())" if self.own else MANAGER + colleague
        yield Policy("UPDATE", using=mine, check=mine)

    def rights(self) -> str:
        return "SELECT" if self.fixed else "SELECT, INSERT, UPDATE"


@dataclass(frozen=True)
class OwnRows(Base):
    """Rows of the access table: one sees those of one's own principals, and writes none."""

    principal: str = "principal"

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        yield Policy("SELECT", using=f"{table}.{column(self.principal)} = {PRINCIPALS}")

    def rights(self) -> str:
        return "SELECT"


@dataclass(frozen=True)
class Plumbing(Base):
    """A table of a library (sessions, queue, second factors) that works before anybody is known."""

    allowed: str = "SELECT, INSERT, UPDATE, DELETE"

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        yield Policy("ALL", using="true", check="true")

    def rights(self) -> str:
        return self.allowed


@dataclass(frozen=True)
class Nothing(Base):
    """The web role has no business here."""

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        return iter(())

    def rights(self) -> str:
        return ""
