"""The drawings a page may show, by their Lucide names: `{% icon "bed" %}`. Kept sorted; a new name needs `manage.py vendor`."""

ICONS = tuple(
    """
    accessibility activity alarm-clock ambulance archive arrow-down arrow-left arrow-right arrow-right-left
    arrow-up baby backpack ban bandage banknote bath bed bed-double bed-single bell bike book-open brain
    briefcase briefcase-business brush building building-2 cake calendar calendar-check calendar-clock
    calendar-days camera chart-column check check-check chevron-down chevron-left chevron-right chevron-up
    circle circle-alert circle-check circle-question-mark circle-stop circle-x clipboard clipboard-check
    clipboard-list clock coffee coins contact copy database dices dog door-closed door-open download droplet
    droplets ellipsis eraser euro external-link eye eye-off file file-check file-clock file-lock
    file-spreadsheet file-text filter fingerprint-pattern flag flask-conical folder folder-open footprints
    forward gavel gift git-merge glass-water globe grid-2x2 hammer hand hand-coins hand-heart hand-helping
    handshake hard-drive hash heart heart-handshake heart-pulse history hospital hourglass house id-card inbox
    info key key-round keyboard landmark languages layers layout-dashboard layout-grid library lightbulb link
    list list-checks list-todo lock lock-open log-in log-out mail map map-pin medal megaphone menu merge
    message-circle message-square milestone minus monitor moon moon-star notebook-pen package package-open
    panel-left paperclip pause pen-line pencil person-standing phone phone-call pill pin play plus power printer
    qr-code receipt refresh-cw repeat rotate-ccw route ruler save scale scan scan-line scan-qr-code scissors
    search send server settings shield shield-alert shield-check shirt shopping-basket shower-head signature
    siren sliders-horizontal snowflake soup sparkles speech split square square-check-big stamp star stethoscope
    sticky-note store sun sun-moon sunrise sunset syringe table tag target tent thermometer ticket timer toilet
    train-front transgender trash-2 trending-up triangle-alert undo-2 upload user user-check user-cog user-plus
    user-round user-round-check user-round-plus user-round-x user-search user-x users users-round utensils venus
    wallet washing-machine waypoints wifi-off workflow wrench x zap
    """.split()  # noqa: SIM905  names side by side are easier to keep sorted
)
