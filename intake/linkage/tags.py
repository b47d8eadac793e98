"""Tags: what is kept of eight answers, so that whoever gives seven of them again is found, and nobody can read them.

Nine roots are made of the answers: Argon2id of all eight, and of each seven with one left blank. A tag is the first
sixteen bytes of a root's HMAC under the tag key; a new key is laid over the old tags like the skin of an onion. What
was not said is replaced by dice each time, and so never equals anything. A first of January is often an invented date:
seven answers with it are not enough, so only all eight find. Nothing here is written anywhere. Source: PRIVACY 1, DOMAIN 4.
"""

import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields

from argon2.low_level import Type, hash_secret_raw
from django.views.decorators.debug import sensitive_variables

from audit.vault.keys import tag_mac, tag_versions

MEMORY_KIB = 19 * 1024
PASSES = 2
TAG_BYTES = 16
SLOTS = 8
MOST_UNSAID = 2
_AT_ONCE = 3
_BLANK = b"\0"


@dataclass(frozen=True)
class Answers:
    """Eight answers, normalised; None where the person does not know or would rather not say. Never shown, never kept."""

    mother: str | None = field(repr=False)
    own: str | None = field(repr=False)
    father: str | None = field(repr=False)
    town: str | None = field(repr=False)
    day: int | None = field(repr=False)
    month: int | None = field(repr=False)
    year: int | None = field(repr=False)
    sex: str | None = field(repr=False)

    @property
    def unsaid(self) -> int:
        """How many were not answered."""
        return sum(getattr(self, one.name) is None for one in fields(self))

    @property
    def weak(self) -> bool:
        """Whether the birthday is a first of January, as offices write when they know none."""
        return self.day == 1 and self.month == 1


@dataclass(frozen=True)
class Roots:
    """What is left of the answers once they are forgotten: nine Argon2id values, the whole first."""

    values: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True)
class Wanted:
    """Every tag that answers may stand under today: as a whole, and with one answer left out."""

    whole: list[bytes] = field(repr=False)
    near: list[bytes] = field(repr=False)


@sensitive_variables()
def roots_of(answers: Answers) -> Roots:
    """The nine roots. The work is the same whatever was answered: about a third of a second."""
    said = [_element(getattr(answers, one.name)) for one in fields(answers)]
    seeds = [b"\x1f".join(said)]
    for slot in range(SLOTS):
        seed = b"\x1f".join([*said[:slot], _BLANK, *said[slot + 1 :]])
        seeds.append(seed + secrets.token_bytes(16) if answers.weak else seed)
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        return Roots(tuple(pool.map(_slow, range(SLOTS + 1), seeds)))


@sensitive_variables()
def _element(answer: str | int | None) -> bytes:
    """An answer as bytes; dice for one that was not given."""
    return b"?" + secrets.token_bytes(16) if answer is None else str(answer).encode()


@sensitive_variables()
def _slow(slot: int, seed: bytes) -> bytes:
    """Argon2id of one seed. Each slot has a salt of its own, so that tags of two slots never meet."""
    salt = hashlib.sha256(b"centre:linkage:1:%d" % slot).digest()[:16]
    return hash_secret_raw(
        seed, salt, time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1, hash_len=32, type=Type.ID
    )


def tag_of(root: bytes, base: int, version: int) -> bytes:
    """The tag of a root that was made under key `base`, with every key up to `version` laid over it."""
    tag = tag_mac(base, root)[:TAG_BYTES]
    for later in (one for one in tag_versions() if base < one <= version):
        tag = laid_over(tag, later)
    return tag


def laid_over(tag: bytes, version: int) -> bytes:
    """The same tag with one key more laid over it: what rotation does, without the answers."""
    return tag_mac(version, tag)[:TAG_BYTES]


def fresh_tags(roots: Roots) -> tuple[int, list[bytes]]:
    """The nine tags as they are kept today, the whole first, with the version of their key."""
    version = tag_versions()[-1]
    return version, [tag_of(root, version, version) for root in roots.values]


def wanted_tags(roots: Roots) -> Wanted:
    """Every tag under which these answers may stand: made under any key still held, rotated to any later one."""
    held = tag_versions()
    layers = [(base, version) for base in held for version in held if base <= version]
    whole, *near = roots.values
    return Wanted(
        [tag_of(whole, base, version) for base, version in layers],
        [tag_of(root, base, version) for root in near for base, version in layers],
    )
