"""The shelves of the frame: order, permission, one entry for each key."""

from centre.shell.registry import Commands, Item, Resolver, Shelf


class Worker:
    is_authenticated = True

    def __init__(self, *permissions):
        self.permissions = permissions

    def may(self, permission):
        return permission in self.permissions


class Visitor:
    is_authenticated = False


def shelf(*items):
    made = Shelf()
    for item in items:
        made.add(item)
    return made


BEDS = Item("Beds", "beds", "bed", "housing.view_board", 20)
DESK = Item("Desk", "desk", "door-open", "intake.use_desk", 10)
HELP = Item("Help", "help", "info", "", 20)


def test_entries_stand_in_order_then_by_key():
    assert shelf(HELP, BEDS, DESK).everything() == [DESK, BEDS, HELP]


def test_a_worker_sees_what_their_role_includes_and_what_is_for_all():
    assert shelf(BEDS, DESK, HELP).for_actor(Worker("intake.use_desk")) == [DESK, HELP]


def test_a_visitor_sees_nothing():
    assert shelf(HELP).for_actor(Visitor()) == []
    assert shelf(HELP).for_actor(None) == []


def test_the_same_key_twice_is_one_entry():
    renamed = Item("Bed board", "beds", "bed", "", 5)
    assert shelf(BEDS, renamed).everything() == [renamed]


def test_an_entry_can_be_taken_off():
    made = shelf(BEDS, DESK)
    made.remove("beds")
    assert made.everything() == [DESK]


def test_a_bare_function_becomes_a_resolver():
    def card(actor, text):
        return None

    made = Commands()
    made.add(card, permission="intake.find_person", order=1)
    assert made.everything() == [Resolver(card, "intake.find_person", 1)]
