"""The frame under the hands of a worker: keys, veil, undo bar, connection, paper, and nothing left behind."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page_of, running):
    page = page_of("vera")
    page.goto(f"{running.address}/desk/")
    return page


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_escape_leads_to_the_command_box_and_an_empty_box_does_nothing(page_of, running):
    page = page_of("vera")
    page.goto(f"{running.address}/help/")
    page.keyboard.press("Escape")
    assert focused(page) == "command-box"
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.url == f"{running.address}/help/"


def test_digits_tap_tiles_by_their_place_and_only_from_the_tiles(desk):
    taps = []
    desk.expose_function("tapped", lambda index: taps.append(index))
    desk.evaluate(
        """() => {
          const group = document.querySelector("[data-tiles]");
          group.addEventListener("click", (event) => {
            event.preventDefault();
            const all = [...group.querySelectorAll("button:not(:disabled), a[href]")].filter((one) => one.offsetParent);
            tapped(all.indexOf(event.target.closest("button, a")));
          }, true);
        }"""
    )
    press = "code => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {code, key: 'é', bubbles: true}))"
    desk.focus("#command-box")
    desk.evaluate(press, "Digit2")
    desk.evaluate("document.querySelector('[data-tiles] button').focus()")
    desk.evaluate(press, "Digit2")
    desk.wait_for_timeout(200)
    assert taps == [1]


def test_a_screen_left_alone_is_veiled_and_locked(page_of, running, sessions, browser):
    page = page_of("walid")
    page.clock.install()
    page.goto(f"{running.address}/help/")
    page.clock.fast_forward(160_000)
    assert page.locator("#idle-strip").is_visible()
    page.keyboard.press("Shift")
    page.clock.run_for(2_000)
    assert page.locator("#idle-strip").is_hidden()
    page.clock.fast_forward(185_000)
    page.wait_for_url("**/unlock/**")


def test_the_loss_of_the_house_shows_and_passes(desk):
    desk.clock.install()
    desk.reload()
    desk.context.set_offline(True)
    desk.clock.fast_forward(31_000)
    desk.locator("#offline-strip").wait_for(state="visible")
    desk.context.set_offline(False)
    desk.clock.fast_forward(6_000)
    desk.locator("#offline-strip").wait_for(state="hidden")


def test_paper_has_no_controls_and_bears_the_mark(page_of, running):
    page = page_of("vera")
    page.goto(f"{running.address}/help/")
    page.emulate_media(media="print")
    assert not page.locator(".nav").is_visible()
    assert not page.locator("#command-box").is_visible()
    assert page.locator(".foot").is_visible()


def test_forced_colours_keep_every_control_visible(page_of, running):
    page = page_of("vera", forced_colors="active")
    page.goto(f"{running.address}/")
    assert page.locator(".nav__link").first.evaluate("link => getComputedStyle(link).color") != "rgba(0, 0, 0, 0)"


def test_a_small_screen_has_five_places_in_its_bar(page_of, running):
    page = page_of("vera", width=768, height=1024)
    page.goto(f"{running.address}/")
    shown = page.locator(".nav > .nav__list > li:visible").count() + page.locator(".nav__more > summary:visible").count()
    assert shown <= 5
    page.click(".nav__more > summary")
    page.locator(".nav__sheet [data-lock] button").wait_for(state="visible")


def test_after_sign_out_the_back_key_shows_nothing(page_of, running, browser):
    page = page_of("noor")
    page.goto(f"{running.address}/")
    page.goto(f"{running.address}/help/")
    page.click(".nav > .nav__tools form[action$='/sign-out/'] button")
    page.wait_for_url("**/sign-in/**")
    page.go_back()
    page.wait_for_load_state()
    assert "/sign-in/" in page.url
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
