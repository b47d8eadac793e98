"""Which tests go to one process when several run side by side."""

from xdist.scheduler import LoadScopeScheduling


class ByHouse(LoadScopeScheduling):
    """What stands up a whole house for itself goes to one process; any other test goes anywhere.

    The largest group goes out first, so that the long walk does not begin when the rest is done.
    """

    HOUSES = ("tests/browser/", "tests/faults/")

    def _split_scope(self, nodeid: str) -> str:
        return next((house for house in self.HOUSES if nodeid.startswith(house)), nodeid)
