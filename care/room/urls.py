"""Names of the pages of the consumption room."""

from django.urls import path

from .bans import views as bans
from .checking import views as checking
from .enrolment import views as enrolment
from .ground import views as ground
from .visits import views

urlpatterns = [
    path("room/", views.room, name="room"),
    path("room/live/", views.room_live, name="room_live"),
    path("room/find/", views.room_find, name="room_find"),
    path("room/emergency/", views.room_emergency, name="room_emergency"),
    path("room/opening/", ground.room_opening, name="room_opening"),
    path("room/shut/", views.room_shut, name="room_shut"),
    path("room/setup/", ground.room_setup, name="room_setup"),
    path("room/basis/new/", ground.room_basis_new, name="room_basis_new"),
    path("room/basis/<int:pk>/sign/<slug:role>/", ground.room_basis_sign, name="room_basis_sign"),
    path("room/basis/<int:pk>/withdraw/", ground.room_basis_withdraw, name="room_basis_withdraw"),
    path("room/rules/new/", ground.room_rules_new, name="room_rules_new"),
    path("room/terms/new/", ground.room_terms_new, name="room_terms_new"),
    path("room/booths/new/", ground.room_booth_new, name="room_booth_new"),
    path("room/booths/<int:pk>/", ground.room_booth, name="room_booth"),
    path("room/booths/<int:pk>/service/", ground.room_booth_service, name="room_booth_service"),
    path("room/refused/", enrolment.room_refuse_unnamed, name="room_refuse_unnamed"),
    path("room/person/<uuid:pk>/", views.room_person, name="room_person"),
    path("room/person/<uuid:pk>/enrol/", enrolment.room_enrol, name="room_enrol"),
    path("room/person/<uuid:pk>/refused/", enrolment.room_refuse, name="room_refuse"),
    path("room/person/<uuid:pk>/arrive/", views.room_arrive, name="room_arrive"),
    path("room/person/<uuid:pk>/limit/", bans.room_ban_propose, name="room_ban_propose"),
    path("room/enrolment/<uuid:pk>/sign/", enrolment.room_rules_sign, name="room_rules_sign"),
    path("room/enrolment/<uuid:pk>/decide/", enrolment.room_decide, name="room_decide"),
    path("room/enrolment/<uuid:pk>/describe/", enrolment.room_describe, name="room_describe"),
    path("room/enrolment/<uuid:pk>/end/", enrolment.room_enrolment_end, name="room_enrolment_end"),
    path("room/visit/<uuid:pk>/", views.room_visit, name="room_visit"),
    path("room/visit/<uuid:pk>/call/", views.room_call, name="room_call"),
    path("room/visit/<uuid:pk>/seat/", views.room_seat, name="room_seat"),
    path("room/visit/<uuid:pk>/watch/", views.room_watch, name="room_watch"),
    path("room/visit/<uuid:pk>/leave/", views.room_leave, name="room_leave"),
    path("room/visit/<uuid:pk>/use/", views.room_use, name="room_use"),
    path("room/visit/<uuid:pk>/look/", views.room_look, name="room_look"),
    path("room/visit/<uuid:pk>/equipment/", views.room_equipment, name="room_equipment"),
    path("room/visit/<uuid:pk>/emergency/", views.room_emergency_for, name="room_emergency_for"),
    path("room/use/<uuid:pk>/strike/", views.room_use_strike, name="room_use_strike"),
    path("room/limits/", bans.room_bans, name="room_bans"),
    path("room/limits/<uuid:pk>/", bans.room_ban, name="room_ban"),
    path("room/limits/<uuid:pk>/decide/", bans.room_ban_decide, name="room_ban_decide"),
    path("room/limits/<uuid:pk>/lift/", bans.room_ban_lift, name="room_ban_lift"),
    path("room/limits/<uuid:pk>/appeal/", bans.room_ban_appeal, name="room_ban_appeal"),
    path("room/limits/<uuid:pk>/answer/", bans.room_ban_answer, name="room_ban_answer"),
    path("samples/", checking.samples, name="samples"),
    path("samples/new/", checking.sample_new, name="sample_new"),
    path("samples/<int:pk>/", checking.sample, name="sample"),
    path("samples/<int:pk>/result/", checking.sample_result, name="sample_result"),
    path("samples/<int:pk>/warn/", checking.sample_warn, name="sample_warn"),
]
