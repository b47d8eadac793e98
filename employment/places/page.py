"""What the page of a session shows, gathered: its facts, the list, the draw, what may be done and why not."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from audit.ledger.actions import viewed
from centre.shifts import clock
from centre.staff.models import User
from employment.places import policies, selectors
from employment.places.enums import Answer, Verb
from employment.places.models import SignUp
from employment.places.registry import heads
from employment.projects import policies as sessions
from employment.projects.enums import ChangeKind, SessionState
from employment.projects.models import Session
from employment.projects.selectors import changes_of, insurance_state, names_of, sign_up_counts

#: The languages in which the draw is told.
LANGUAGES = ("fr", "nl", "en")
TOLD = (ChangeKind.MOVED, ChangeKind.CANCELLED, ChangeKind.REOPENED)


def session_page(actor: User, session: Session) -> dict[str, Any]:
    """Everything the page of a session shows; the reading is recorded."""
    draw = selectors.draw_of(session)
    lines = selectors.lines(actor, session, draw)
    changes = changes_of(session)
    signed = sign_up_counts([session]).get(session.pk, 0)
    free = selectors.free_places(session)
    return {
        "session": session, "draw": draw, "lines": lines, "signed": signed, "hidden": max(0, signed - len(lines)), "free": free,
        "waiting": sum(not line.sign_up.placed and line.sign_up.rank is not None for line in lines),
        "filling": policies.is_filling(session), "answers": [one for one in Answer if one != Answer.OPEN],
        "changes": changes, "told_change": next((one for one in changes if one.kind in TOLD), None),
        "staff": names_of(session.staff), "insurance": insurance_state(session.project, session.day),
        "why_not_sign_up": policies.sign_up.why_not(actor, session=session),
        "why_not_draw": policies.draw_places.why_not(actor, session=session, candidates=signed),
        "why_not_call": policies.call_waiting.why_not(actor, session=session, free=free),
        "why_not_close": sessions.close_session.why_not(actor, session=session),
        "may_reopen": sessions.reopen_session.allows(actor, session=session),
        "may_change": sessions.change_session.allows(actor, session=session),
        "may_move": session.state in (SessionState.OPEN, SessionState.DRAWN) and session.starts_at > clock.now() and actor.may("employment.plan_session"),
        "may_mark": _may_mark(actor, session), "heads": heads(actor, session),
    }


def _may_mark(actor: User, session: Session) -> bool:
    """Attendance is offered on the day and after it, never before."""
    begun = session.day <= clock.local().date()
    return begun and policies.is_filling(session) and actor.may("employment.mark_present")


def words_for(actor: User, sign_up: SignUp) -> list[tuple[str, str]]:
    """How the draw went for one sign-up, in each language of the house: [(code, sentence)]; none before the draw."""
    draw = selectors.draw_of(sign_up.session)
    if draw is None:
        return []
    viewed(Verb.PRINTED, subject=sign_up.person_id, obj=sign_up)
    told = []
    for code in LANGUAGES:
        with translation.override(code):
            sentence = selectors.explanations(draw, sign_up.session.places).get(sign_up.pk, "")
        told.append((code, sentence))
    return [one for one in told if one[1]]
