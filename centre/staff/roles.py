"""Who may do what: one table, role by role. The printed matrix is made from it. Source: DOMAIN 6."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    DESK = "desk", _("Reception")
    PEER = "peer", _("Peer worker")
    NURSE = "nurse", _("Nurse")
    DOCTOR = "doctor", _("Doctor")
    SOCIAL = "social", _("Social worker")
    ROOM = "room", _("Consumption room")
    COORDINATOR = "coordinator", _("Coordinator")
    DATA = "data", _("Figures")
    DPO = "dpo", _("Data protection officer")
    ADMIN = "admin", _("Accounts")


#: What the reception and everybody who meets people may do.
RECEPTION = frozenset(
    {
        "intake.use_desk", "intake.open_file", "intake.view_person", "intake.edit_person", "intake.issue_card",
        "intake.revoke_card", "intake.restore_card", "intake.find_person",
        "intake.ask_questions", "intake.confirm_candidate", "intake.set_tags", "intake.remove_tags",
        "intake.propose_merge", "intake.merge_files", "intake.undo_merge", "intake.record_passage", "intake.record_anonymous", "intake.record_leaving", "intake.undo_passage", "intake.correct_passage",
        "intake.hand_out", "intake.take_back", "intake.undo_equipment", "intake.correct_equipment", "intake.view_stock",
        "intake.start_round", "intake.end_round", "intake.record_contact", "intake.strike_contact", "intake.print_sheet", "intake.enter_sheet", "intake.mark_minor", "intake.screen_violence", "intake.agree_contact", "intake.keep_apart", "intake.look_for", "intake.plan_accompaniment", "intake.close_accompaniment",
        "intake.raise_alert", "intake.read_alert", "intake.end_alert", "intake.enter_space", "intake.leave_space",
        "intake.view_incidents", "intake.start_incident", "intake.record_act", "intake.strike_act", "intake.describe_incident",
        "intake.view_bulletins", "intake.draft_bulletin", "intake.view_complaints", "intake.record_complaint",
        "intake.view_dangers", "intake.assess_danger",
        "intake.view_restrictions", "intake.propose_restriction", "intake.record_appeal",
        "intake.name_in_incident", "intake.tell_incident", "intake.tick_incident",
        "intake.tell_places", "housing.view_board", "housing.admit_to_bed", "housing.hold_bed", "housing.move_bed", "housing.end_stay",
        "housing.keep_belongings", "housing.give_back_belongings", "housing.dispose_belongings", "housing.mark_cleaned", "housing.mark_absent", "housing.extend_stay",
        "housing.view_requests", "housing.ask_for_bed", "housing.renew_request", "housing.withdraw_request", "housing.serve_request",
        "housing.return_to_list", "housing.turn_away", "housing.walk_round",
        "employment.view_sessions", "employment.sign_up", "employment.brief", "employment.report_accident", "employment.note_papers", "employment.sign_cash",
        "centre.write_handover", "centre.read_handover", "centre.sign_handover", "centre.read_notices",
        "centre.view_tasks", "centre.add_task", "centre.finish_task",
        "centre.view_rota", "centre.swap_duty", "centre.note_absence", "centre.make_night_pack",
    }
)

#: What nurses and social workers share: the path, and partners outside.
CARE = frozenset(
    {
        "care.view_path", "care.open_path", "care.add_goal", "care.add_step", "care.move_step",
        "care.name_need", "care.move_goal", "care.review_path", "care.follow_contact", "care.follow_prison", "care.assign_path",
        "care.print_path", "care.view_timeline",
        "care.write_note", "care.read_note", "care.add_addendum", "care.copy_notes", "care.view_papers", "care.add_paper", "care.remove_paper", "care.view_episodes", "care.open_episode", "care.view_scales", "care.write_scale",
        "intake.view_directory", "intake.give_consent", "intake.withdraw_consent", "intake.make_envelope", "intake.open_envelope", "intake.correct_envelope", "intake.renew_envelope", "intake.remove_envelope",
        "intake.refer", "intake.view_referrals", "intake.share", "intake.view_partner_answers",
    }
)

#: What nurses and doctors share: measuring, vaccinating, testing, and what a person takes.
HEALTH = frozenset(
    {
        "care.view_wounds", "care.record_wound", "care.edit_note_templates", "care.view_vitals", "care.record_vitals", "care.view_medication", "care.list_medicine", "care.view_vaccinations",
        "care.record_vaccination", "care.edit_vaccines", "care.view_tests", "care.record_test", "care.record_pregnancy_test",
    }
)

#: Doses: nurses give them and copy what a prescriber outside wrote; doctors prescribe, decide and sign the rules.
DOSES = frozenset({"care.view_doses", "care.give_dose", "care.copy_prescription"})

#: The controlled-drug register: who writes and signs. A doctor opens its accounts.
REGISTER = frozenset({"care.view_register", "care.write_register", "care.sign_register"})

ROLES: dict[str, frozenset[str]] = {
    Role.DESK: RECEPTION | {"intake.view_directory", "employment.count_cash", "employment.view_journeys"},
    Role.PEER: frozenset({"intake.check_in", "intake.view_bulletins", "centre.view_rota", "centre.swap_duty", "centre.note_absence", "intake.use_desk", "intake.record_passage", "intake.record_anonymous", "intake.undo_passage", "intake.hand_out", "intake.take_back", "intake.undo_equipment"}),
    Role.NURSE: RECEPTION | CARE | REGISTER | HEALTH | DOSES | {"housing.view_placements", "housing.view_visits", "housing.record_visit"} | {"intake.receive_stock", "intake.count_stock", "intake.discard_stock"} | {"centre.break_glass", "intake.edit_naloxone", "intake.publish_bulletin", "intake.end_bulletin"} | {"care.check_sample"},
    Role.DOCTOR: RECEPTION | CARE | REGISTER | {"care.open_account"} | HEALTH | DOSES | {"care.prescribe", "care.decide_dose", "care.sign_dose_rules"} | {"care.sign_vaccine_schedule"} | {"housing.view_placements", "housing.view_visits", "centre.break_glass", "intake.publish_bulletin", "intake.end_bulletin"} | {"care.check_sample", "care.sign_room_basis", "care.view_room_setup", "care.count_room"},
    Role.ROOM: RECEPTION | {"care.view_timeline", "care.view_vitals", "care.record_vitals", "care.view_room", "care.open_room", "care.enrol_in_room", "care.run_room", "care.ban_from_room", "care.check_sample", "care.view_room_setup", "care.count_room", "intake.publish_bulletin", "intake.end_bulletin"},
    Role.SOCIAL: RECEPTION | CARE | {"care.view_entitlements", "care.keep_entitlement"} | {"housing.view_placements", "housing.plan_placement", "housing.move_in", "housing.end_placement", "housing.keep_lease", "housing.write_event", "housing.view_visits", "housing.record_visit", "housing.agree_visits", "intake.edit_directory", "intake.decide_guardianship", "intake.keep_activity", "employment.mark_present", "employment.draw_places", "employment.write_allowance", "employment.count_cash", "employment.view_journeys", "employment.keep_journey", "employment.plan_step"} | {"housing.view_homes", "housing.search_home"},
    Role.COORDINATOR: RECEPTION
    | {
        "intake.receive_stock", "intake.count_stock", "intake.discard_stock", "intake.edit_space", "intake.keep_activity", "intake.edit_catalogue", "intake.view_equipment_figures", "intake.edit_zones", "intake.view_outreach_figures",
        "intake.publish_bulletin", "intake.end_bulletin", "intake.follow_complaint", "intake.count_complaints", "intake.sign_danger",
        "intake.edit_naloxone", "intake.decide_restriction", "intake.review_restriction", "intake.lift_restriction", "intake.answer_appeal",
        "housing.view_homes", "housing.search_home", "housing.edit_homes",
        "housing.view_placements", "housing.plan_placement", "housing.move_in", "housing.end_placement", "housing.keep_lease", "housing.write_event", "housing.view_visits", "housing.record_visit", "housing.agree_visits",
        "centre.view_figures", "housing.edit_lockers", "housing.arrange_beds", "housing.close_bed", "housing.backdate_closure", "housing.reopen_bed", "housing.override_room_rule", "housing.set_priorities", "housing.view_occupancy", "housing.set_house_rules", "housing.backdate_stay",
        "employment.open_project", "employment.plan_session", "employment.reopen_session", "employment.set_rule", "employment.draw_places", "employment.mark_present", "employment.write_allowance", "employment.set_cap", "employment.keep_cash", "employment.count_cash", "employment.view_journeys", "employment.keep_journey", "employment.plan_step",
        "care.set_up_room", "care.sign_room_basis", "care.view_room_setup", "care.count_room", "care.edit_programmes", "care.edit_note_templates", "care.set_entitlement_rule", "intake.watch_questions", "intake.withhold_file", "intake.review_withholding", "intake.end_withholding", "intake.view_withheld",
        "intake.view_directory", "intake.edit_directory", "intake.view_partner_answers", "centre.review_break_glass", "centre.plan_rota", "audit.review_log",
        "audit.view_releases", "audit.close_quarter", "audit.prepare_release", "audit.approve_release", "audit.download_release",
        "audit.view_erasures", "audit.approve_erasure",
    },
    Role.DATA: frozenset({"audit.view_releases", "audit.close_quarter", "audit.prepare_release", "audit.download_release"}),
    Role.DPO: frozenset(
        {
            "intake.withhold_file", "intake.review_withholding", "intake.end_withholding", "intake.view_withheld",
            "audit.read_ledger", "audit.review_log", "audit.who_looked", "audit.request_erasure", "audit.approve_erasure",
            "audit.view_erasures", "audit.withdraw_erasure",
            "audit.carry_out_erasure", "audit.view_releases", "audit.approve_release", "centre.view_roles", "centre.view_rota",
        }
    ),
    Role.ADMIN: frozenset({"centre.manage_people", "centre.view_roles", "centre.name_workstation"}),
}
