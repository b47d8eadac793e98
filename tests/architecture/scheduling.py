"""Which tests go to one process when several run side by side."""

from xdist.scheduler import LoadScopeScheduling


class ByHouse(LoadScopeScheduling):
    """All that looks at the running demonstration in a browser goes to one process; any other test goes anywhere.

    The largest group goes out first, so that the long walk does not begin when the rest is done.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid
