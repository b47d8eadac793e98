"""A page costs the same number of queries for one item and for three; a new list without its place here fails."""

import ast
import inspect
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from . import tree
from .test_doors import doors
from .world import World

TEMPLATES = tree.ROOT / "templates"
LOOP = re.compile(r"\{%\s*for\s")
INCLUDED = re.compile(r"\{%\s*include\s+[\"']([^\"']+)")


@dataclass
class List:
    """Who opens a page, what is made one more of, where it stands, and what is asked (a search is posted)."""

    who: str
    more: tuple[str, ...]
    where: tuple[str, str] | None = None
    asked: dict[str, str] = field(default_factory=dict)


def at(path):
    """Where a page stands: an attribute of the world, such as `momo.pk`."""
    return ("pk", path)


#: Name of the page -> how it is made longer.
LISTS = {
    "people": List("vera", ("person",), asked={"q": "Person"}),
    "person": List("ivan", ("alert", "step", "referral", "consent", "task"), at("momo.pk")),
    "who_looked": List("dora", ("look",), at("momo.pk")),
    "staff_list": List("ada", ("colleague",)),
    "staff_member": List("ada", ("membership",), at("fixture.walid.pk")),
    "workstations": List("ada", ("workstation",)),
    "glass_reviews": List("colette", ("glass",)),
    "handover_shift": List("vera", ("remark", "inside_with_alert", "task"), at("book.pk")),
    "tasks": List("vera", ("task",)),
    "rota": List("colette", ("duty",)),
    "rota_month": List("colette", ("duty",)),
    "rota_absences": List("colette", ("absence",)),
    "rota_mine": List("vera", ("my_duty",)),
    "ledger": List("dora", ("person",)),
    "dpo": List("dora", ("erasure",)),
    "desk": List("vera", ("inside_with_alert", "bulletin")),
    "desk_inside": List("vera", ("inside",)),
    "desk_find": List("vera", ("person",), asked={"q": "Person"}),
    "desk_person": List("vera", ("alert", "bulletin"), at("momo.pk")),
    "supplies_person": List("vera", ("handout",), at("momo.pk")),
    "stock": List("nadia", ("lot",)),
    "stock_item": List("nadia", ("lot",), ("code", "item.code")),
    "boxes": List("colette", ("box",)),
    "incidents": List("vera", ("incident",)),
    "incident_start": List("vera", ("incident",)),
    "incident_clock": List("vera", ("act_of_incident",), at("one_incident.pk")),
    "incident_live": List("vera", ("act_of_incident",), at("one_incident.pk")),
    "incident": List("vera", ("act_of_incident",), at("one_incident.pk")),
    "naloxone": List("colette", ("product",)),
    "naloxone_product": List("colette", ("product",), at("one_product.pk")),
    "restrictions": List("colette", ("restriction",)),
    "restriction": List("colette", ("appeal",), at("one_restriction.pk")),
    "bulletins": List("nadia", ("bulletin",)),
    "complaints": List("colette", ("complaint",)),
    "dangers": List("colette", ("danger",)),
    "rounds": List("vera", ("round",)),
    "round": List("vera", ("contact",), at("one_round.pk")),
    "zones": List("colette", ("zone",)),
    "accompaniments": List("ivan", ("accompaniment",)),
    "episodes": List("nadia", ("episode",)),
    "episode": List("nadia", ("entry_correction",), at("one_episode.pk")),
    "treatment_programmes": List("colette", ("care_programme",)),
    "register": List("nadia", ("drug_account", "drug_line", "drug_batch", "drug_count")),
    "register_account": List("nadia", ("drug_line", "drug_batch"), at("one_account.pk")),
    "register_book": List("nadia", ("drug_line",), at("one_account.pk")),
    "register_waiting": List("nadia", ("drug_line",)),
    "doses": List("nadia", ("prescribed",)),
    "doses_of": List("nadia", ("dose_told", "home_bottle"), at("momo.pk")),
    "prescriptions": List("nadia", ("prescribed_later",), at("momo.pk")),
    "prescription": List("nadia", ("dose_decision",), at("one_prescription.pk")),
    "bottles": List("nadia", ("home_bottle",), at("one_prescription.pk")),
    "staying": List("nadia", ("dose_staying",)),
    "prescriber": List("nadia", ("dose_held",)),
    "dose_after": List("nadia", ("dose_event", "dose_look"), at("one_dose.pk")),
    "dose_rules": List("nadia", ("signed_rules",)),
    "drug_case": List("nadia", ("drug_case_step",), at("one_drug_case.pk")),
    "drug_inventories": List("nadia", ("drug_inventory_begun",)),
    "drug_inventory": List("nadia", ("drug_inventory_line",), at("one_drug_inventory.pk")),
    "entitlements": List("ivan", ("entitlement",)),
    "entitlement": List("ivan", ("entitlement_line",), at("one_entitlement.pk")),
    "entitlement_days": List("colette", ("deadline_rule",)),
    "directory": List("ivan", ("partner",)),
    "directory_plain": List("ivan", ("partner",)),
    "directory_to_check": List("colette", ("partner",)),
    "referral_add": List("ivan", ("partner",), at("momo.pk")),
    "referrals": List("ivan", ("referral",)),
    "follow_ups": List("ivan", ("old_referral",)),
    "consents": List("ivan", ("consent",), at("momo.pk")),
    "consents_ending": List("ivan", ("consent",)),
    "beds": List("vera", ("sleeper",)),
    "beds_live": List("vera", ("sleeper",)),
    "beds_tonight": List("vera", ("bed",)),
    "beds_tonight_live": List("vera", ("bed",)),
    "beds_nights": List("vera", ("sleeper",)),
    "beds_nights_live": List("vera", ("sleeper",)),
    "beds_cleaning": List("vera", ("soiled_bed",)),
    "bed_history": List("vera", ("cleaning_of_bed",), at("free_bed.pk")),
    "closures": List("colette", ("closed_bed",)),
    "closure": List("colette", ("revision",), at("one_closure.pk")),
    "house": List("colette", ("building", "bed")),
    "bed": List("vera", ("inside",), at("free_bed.pk")),
    "stay_move": List("vera", ("bed",), at("stay.pk")),
    "stay": List("vera", ("extension",), at("stay.pk")),
    "stays_ending": List("vera", ("sleeper",)),
    "arrivals": List("vera", ("hold_over",)),
    "couple": List("vera", ("inside", "couple_beds"), at("momo.pk")),
    "house_rules": List("colette", ("house_rule",)),
    "night_rounds": List("vera", ("old_round",)),
    "night_round": List("vera", ("looked_at",), at("night_round.pk")),
    "night_sheet": List("vera", ("looked_at",), at("night_round.pk")),
    "belongings": List("vera", ("keeping", "disposal")),
    "belonging_add": List("vera", ("kept_for_momo",), at("momo.pk")),
    "lockers": List("vera", ("locker", "keeping")),
    "figure": List("colette", ("sleeper",), ("code", "rooms")),
    "homes": List("colette", ("home_search",)),
    "home_search": List("colette", ("home_step", "dwelling"), at("one_home_search.pk")),
    "home_programmes": List("colette", ("home_programme",)),
    "home_programme": List("colette", ("dwelling",), at("one_programme.pk")),
    "home_landlords": List("colette", ("landlord",)),
    "home_landlord": List("colette", ("landlord_contact", "dwelling"), at("one_landlord.pk")),
    "home_dwellings": List("colette", ("dwelling",)),
    "home_dwelling": List("colette", ("home_search",), at("one_dwelling.pk")),
    "placements": List("colette", ("housed",)),
    "placement": List("colette", ("tenancy_line",), at("one_placement.pk")),
    "visits": List("colette", ("housed",)),
    "visit": List("colette", ("visit_addition",), at("one_visit.pk")),
    "attention": List("colette", ("housed",)),
    "fidelity": List("colette", ("assessment",), at("one_programme.pk")),
    "principles": List("colette", ("principles_review",), at("one_programme.pk")),
    "notes": List("nadia", ("note",), ("notes", "momo.pk")),
    "note_add": List("nadia", ("beginning",), at("momo.pk")),
    "notes_copy": List("nadia", ("note",), ("notes", "momo.pk")),
    "note_templates": List("colette", ("beginning",)),
    "wounds": List("nadia", ("wound",), at("momo.pk")),
    "wound": List("nadia", ("wound_look",), at("one_wound.pk")),
    "wound_photos": List("nadia", ("wound_photo",), at("one_wound.pk")),
    "papers": List("nadia", ("paper",), at("momo.pk")),
    "addendum_add": List("nadia", ("addendum",), at("first_note.pk")),
    "paths": List("ivan", ("another_path",)),
    "path": List("ivan", ("step", "need_of_path", "review_of_path", "loss_of_path"), at("momo.pk")),
    "timeline": List("ivan", ("step", "need_of_path", "review_of_path", "loss_of_path"), at("momo.pk")),
    "reach": List("ivan", ("lost_person",)),
    "scales": List("nadia", ("scale_about",), at("momo.pk")),
    "scale_course": List("nadia", ("scale_result",), ("cows", "momo.pk")),
    "path_summary": List("ivan", ("step",), at("momo.pk")),
    "room": List("rosa", ("room_visit", "room_use", "bulletin")),
    "room_live": List("rosa", ("room_visit", "room_look")),
    "room_person": List("rosa", ("past_room_visit", "room_decision"), at("momo_enrolled.pk")),
    "room_visit": List("rosa", ("room_use", "room_look", "booth"), at("one_room_visit.pk")),
    "room_setup": List("colette", ("booth", "room_rules", "room_terms")),
    "room_opening": List("rosa", ("booth",)),
    "room_bans": List("rosa", ("room_ban",)),
    "samples": List("rosa", ("sample",)),
    "vitals": List("nadia", ("vital_signs",), at("momo.pk")),
    "vitals_lately": List("nadia", ("vital_signs_of_another",)),
    "medication": List("nadia", ("medicine", "caution"), at("momo.pk")),
    "medication_sheet": List("nadia", ("medicine", "caution"), at("momo.pk")),
    "vaccinations": List("nadia", ("vaccination",), at("momo.pk")),
    "vaccinations_due": List("nadia", ("vaccination_of_another",)),
    "vaccines": List("nadia", ("vaccine", "vaccine_schedule")),
    "tests": List("nadia", ("infection_test", "treatment_link"), at("momo.pk")),
    "results_to_tell": List("nadia", ("infection_test_of_another",)),
    "test_result": List("nadia", ("result_of_test",), at("one_infection_test.pk")),
    "pregnancy_tests": List("nadia", ("pregnancy_test",), at("momo.pk")),
    "sessions": List("vera", ("session",)),
    "session": List("vera", ("sign_up",), at("first_session.pk")),
    "sessions_week": List("vera", ("session_today",)),
    "sessions_month": List("vera", ("session_today",)),
    "session_sheet": List("vera", ("placed",), at("first_session.pk")),
    "session_safety": List("vera", ("placed",), at("first_session.pk")),
    "session_new": List("colette", ("another_project",)),
    "session_row": List("colette", ("another_project",)),
    "to_tell": List("vera", ("untold",)),
    "work_sign_up": List("vera", ("session",)),
    "work_sign_up_person": List("vera", ("session",), at("momo.pk")),
    "work_rules": List("colette", ("work_rule",)),
    "projects": List("vera", ("another_project",)),
    "project": List("vera", ("session",), at("project.pk")),
    "holidays": List("colette", ("holiday",)),
    "work_feeds": List("vera", ("feed",)),
    "accidents": List("vera", ("work_accident",)),
    "allowances": List("colette", ("worked",), at("first_session.pk")),
    "caps": List("colette", ("cap",)),
    "cash": List("colette", ("cash_line",)),
    "cash_box": List("colette", ("cash_line",), at("one_box.pk")),
    "cash_month": List("colette", ("cash_line",), at("one_box.pk")),
    "journeys": List("ivan", ("journey",)),
    "journey": List("ivan", ("journey_step",), at("momo.pk")),
    "journey_print": List("ivan", ("journey_step",), at("one_journey.pk")),
    "person_money": List("vera", ("declared",), at("momo.pk")),
    "home": List("vera", ("inside_with_alert", "task", "bulletin", "incident", "sleeper", "session")),
    "activities": List("ivan", ("activity",)),
    "complaint": List("colette", ("complaint_step",), at("one_complaint.pk")),
    "desk_queue": List("vera", ("person",), ("code", "coffee"), {"q": "Person"}),
    "handover": List("vera", ("shift_book", "task")),
    "incident_start_for": List("vera", ("incident",), at("momo.pk")),
    "lost": List("ivan", ("lost",)),
    "merge_other": List("vera", ("merge_like",), at("momo.pk"), {"q": "Momo"}),
    "minor": List("ivan", ("decision",), at("momo.pk")),
    "my_account": List("walid", ("membership",)),
    "note_correct": List("nadia", ("correction",), at("first_note.pk")),
    "partner_answers": List("colette", ("referral_elsewhere",)),
    "referral": List("ivan", ("link",), at("one_referral.pk")),
    "releases": List("felix", ("release",)),
    "rota_plan": List("colette", ("duty",)),
    "space": List("women_worker", ("visitor",), ("code", "women_space")),
    "supplies": List("vera", ("kind_of_item",)),
    "supplies_space": List("women_worker", ("kind_of_item",), ("code", "women_space")),
    "switch_user": List("vera", ("presence",)),
    "violence": List("women_worker", ("talk",), at("lou.pk")),
    "waiting_list": List("vera", ("bed_request",)),
    "turn_aways": List("vera", ("turned_away",)),
    "bed_request": List("vera", ("bed_request", "night_turned_away"), at("one_request.pk")),
    "bed_request_add": List("vera", ("bed_request",), at("momo.pk")),
    "priority_order": List("colette", ("order_of_list",)),
    "outreach_figures": List("colette", ("contact_elsewhere",)),
    "withheld": List("colette", ("withholding",)),
    "withhold": List("colette", ("withholding",), at("momo.pk")),
}
#: Pages that loop, and yet list nothing that the house stores: name -> what they loop over.
FIXED = {
    "dose": "what stands against one dose, the doses of two days, and what else one person takes, read at once",
    "dose_shown": "the rules that one dose did not keep to, from a list of codes",
    "entitlement_letter": "the paragraphs of one letter",
    "entitlement_letter_new": "as entitlement_letter: what would be printed",
    "room_basis_new": "the rules of the room in its languages, on the page of a form",
    "room_booth": "as room_basis_new: the same page with another form",
    "room_booth_new": "as room_basis_new: the same page with another form",
    "room_rules_new": "as room_basis_new: the same page with another form",
    "room_terms_new": "as room_basis_new: the same page with another form",
    "room_use": "the lines of its own form",
    "project_sheet": "the drawings of one project, six at most",
    "project_tasks": "the six lines of its own form",
    "sign_up_words": "one sentence in each language of the house",
    "bulletin": "the advice of one bulletin, from a list of codes",
    "bulletin_draft": "the warnings of its own form",
    "check_in": "the services of the house, a catalogue read whole",
    "complaint_overview": "kinds and subjects, lists of codes",
    "count_night": "the six categories of a count, from a list of codes",
    "danger": "the options weighed in one assessment, from a list of codes",
    "enrol": "the recovery codes just made",
    "equipment_figures": "kinds of material, a catalogue read whole",
    "erasure": "the rooms of the house",
    "figure_rows": "what stands behind one line, fetched at once",
    "figures": "the figures that are defined in code",
    "follow_up": "as follow_ups: the same page with one answer",
    "glass_review": "what one nurse opened within four hours; each line is a reading of the ledger, fetched at once",
    "log_review": "fetched at once with all names; the queue alone puts questions",
    "paper": "the kinds of sheet, from a list of codes",
    "sheet": "the lines of its own form",
    "home_wishes": "the programmes that one search names",
    "identity": "envelopes of one person, one for each of five purposes",
    "merge": "the fields of two files",
    "wound_add": "the places of the body, from a list of codes",
    "partner": "languages of one service, from a list of codes",
    "partner_link": "what one referral shares",
    "person_edit": "the fields of one file, when two wrote at once",
    "question_pauses": "fetched at once with its names, in one statement",
    "questions": "the mistakes of its own form",
    "referral_letter": "what one referral shares",
    "placement_print": "three facts about visits, always the same",
    "register_quarter": "a row for each account of a quarter that is over: two statements, counted in its own test",
    "release": "the cells of one printed table",
    "release_table": "the tables that are defined in code",
    "restriction_notice": "what is always open, from a list of codes",
    "restriction_propose": "what is always open, from a list of codes",
    "scale_catalogue": "the scales of the house, from data",
    "scale_correct": "the items of one scale, from data",
    "scale_new": "the items of one scale, from data",
    "scale_result": "the items of one scale, from data, and six services of the directory at most",
    "sign_in": "as switch_user: the colleagues at one workstation, before anybody is known",
    "spaces": "the spaces of the building, made on its first day",
    "stay_end": "what is kept for one person who leaves",
    "stay_end_late": "as stay_end",
    "stay_admit_late": "as stay_end, for somebody who is not there yet: nothing",
    "stay_describe": "as stay_end: nothing is shown",
    "stay_extend": "as stay_end: nothing is shown",
    "staff_roles": "roles and permissions, from the matrix",
    "tags_set": "the mistakes of its own form",
    "task_add": "the warnings of its own form",
    "vitals_add": "the fields of its own form",
    "vitals_strike": "what was measured at one moment",
    "unlock": "as switch_user: the colleagues at one workstation",
}


def templates_of(view):
    """The templates that a view names, in itself and in the functions of its file that it uses."""
    function = inspect.unwrap(view)
    source = ast.parse(Path(sys.modules[function.__module__].__file__).read_text())
    functions = {node.name: node for node in source.body if isinstance(node, ast.FunctionDef)}
    waiting, seen, found = [function.__name__], set(), set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in functions:
            continue
        seen.add(name)
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
                found.add(node.value)
            elif isinstance(node, ast.Name):
                waiting.append(node.id)
    return found


def loops(name, seen=frozenset()):
    path = TEMPLATES / name
    if name in seen or not path.exists():
        return False
    text = path.read_text()
    return bool(LOOP.search(text)) or any(loops(one, seen | {name}) for one in INCLUDED.findall(text))


def listing():
    """Every page that loops and is opened by its address."""
    for entry in doors():
        view = inspect.unwrap(entry.callback)
        taken_only = "@require_POST" in inspect.getsource(view)
        if not taken_only and any(loops(name) for name in templates_of(entry.callback)):
            yield entry.name


def test_every_page_that_loops_has_its_place():
    looping = set(listing())
    assert looping - set(LISTS) - set(FIXED) == set(), "give it a way to grow in LISTS, or say in FIXED what it loops over"
    assert set(LISTS) & set(FIXED) == set()
    assert (set(LISTS) | set(FIXED)) - {entry.name for entry in doors()} == set()


def address(name, page, world):
    if page.where is None:
        return reverse(name)
    key, path = page.where
    if key == "code" and "." not in path:
        return reverse(name, args=[path])
    found = world
    for part in path.split("."):
        found = world.fixture(part) if found == world.fixture else getattr(found, part)
    if key == "cows":
        return reverse(name, kwargs={"pk": found, "code": key})
    if key == "notes":
        return reverse(name, kwargs={"pk": found, "compartment": "nursing"})
    return reverse(name, kwargs={key: found})


@pytest.mark.parametrize("name", sorted(LISTS))
def test_it_costs_the_same_for_one_and_for_three(db, name, request, browse):
    page = LISTS[name]
    world = World(request.getfixturevalue)
    url = address(name, page, world)
    client = browse(request.getfixturevalue(page.who))
    world.client = client

    def grown(times):
        for _ in range(times):
            for kind in page.more:
                getattr(world, kind)()

    def cost():
        ask = (lambda: client.post(url, page.asked)) if page.asked else (lambda: client.get(url))
        assert ask().status_code == 200, "the first visit fills what is kept"
        with CaptureQueriesContext(connection) as made:
            answer = ask()
        return [query["sql"] for query in made], len(answer.content)

    grown(1)
    one, short = cost()
    grown(2)
    three, long = cost()
    assert long > short, "what was made is not on the page"
    assert len(three) == len(one), [sql[:300] for sql in three if sql not in one]
