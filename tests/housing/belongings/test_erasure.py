"""Erasing somebody: what lies in a locker stays written down, of nobody, and can still be let go."""

from __future__ import annotations

from housing.belongings import actions, selectors
from housing.belongings.models import Keeping
from housing.belongings.panels import forget, held_here


def test_the_locker_stays_taken_by_nobody_and_nothing_readable_is_left(as_worker, as_, vera, walid, colette, momo):
    with as_(colette):
        locker = actions.write_locker(actor=colette, number="1", size="small", place="", space="", in_service=True, order=0)
    with as_(vera):
        kept = actions.keep_belongings(actor=vera, person=momo, what="a bag", locker=locker, may_collect="Aïcha")
    assert held_here(momo.pk) == forget(momo.pk) == {"keepings": 1}
    assert held_here(momo.pk) == {"keepings": 0}
    left = Keeping.objects.get(pk=kept.pk)
    assert (left.person, left.what, left.may_collect, left.ending) == (None, None, None, "")
    assert set(Keeping.history.values_list("person", "what", "may_collect")) == {(None, None, None)}
    with as_(walid):
        assert [line.free for line in selectors.locker_lines(walid)] == [False]
        assert [one.pk for one in selectors.here(walid)] == [kept.pk]
        actions.propose_disposal(actor=walid, keeping=left, reason="given_up")
    with as_(vera):
        actions.confirm_disposal(actor=vera, keeping=left)
        assert [line.free for line in selectors.locker_lines(vera)] == [True]
