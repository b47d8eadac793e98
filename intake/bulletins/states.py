"""The moves of a product alert, as data. Source: PEERS d16."""

from .enums import State as S

#: state -> the states it may move to; a published one also ends by itself at its hour.
MOVES: dict[str, tuple[str, ...]] = {S.DRAFT: (S.PUBLISHED, S.ENDED), S.PUBLISHED: (S.ENDED,), S.ENDED: ()}
