"""What the page says when something broke under it."""

from django.db import OperationalError
from django.test import Client
from django.urls import reverse


def test_a_database_that_is_away_is_said_in_words_with_a_number(browse, vera, monkeypatch, logged):
    from centre.shell import selectors

    def away(actor):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(selectors, "home_board", away)
    client = browse(vera, raise_request_exception=False)
    answer = client.get(reverse("home"))
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Nothing of it was kept" in text or "Rien n" in text
    assert "server closed" not in text
    assert "Traceback" not in text
    (kept,) = logged()
    assert "error=django.db.utils.OperationalError" in kept
    assert "server closed" not in kept


def test_the_page_of_what_broke_asks_the_database_nothing(rf, django_assert_num_queries, db):
    from centre.shell.views import broken

    with django_assert_num_queries(0):
        assert broken(rf.get("/")).status_code == 500
        assert broken(rf.get("/", headers={"HX-Request": "true"})).status_code == 500


def test_a_tab_left_open_over_a_sign_out_sends_to_sign_in_and_keeps_the_way_back(browse, vera):
    client = browse(vera)
    client.post(reverse("sign_out"))
    answer = client.get(reverse("desk"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('sign_in')}?next={reverse('desk')}"


def test_a_stale_form_is_refused_in_words_and_does_nothing(browse, vera):
    from intake.desk.models import Passage

    client = Client(enforce_csrf_checks=True)
    client.cookies = browse(vera).cookies
    answer = client.post(reverse("passage_record"), {"service": "coffee"})
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "<h1" in text
    assert "CSRF" not in text
    assert not Passage.objects.exists()
