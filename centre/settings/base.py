"""Settings that every environment shares. Each value that a site may change comes from the environment.

`DATABASE_URL` names a server of one's own (with `DATABASE_URL_OWNER` and `DATABASE_URL_WORKER` for the other
roles); without it a private PostgreSQL is kept under `CENTRE_DATA`. Any secret may come from `<NAME>_FILE`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

from centre.embedded.home import data_home

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.FileAwareEnv()

#: Everything this installation keeps: the private database, the vault, its keys.
DATA = Path(env.str("CENTRE_DATA", default=str(data_home(BASE_DIR)))).absolute()
VAULT_PATH = Path(env.str("VAULT_PATH", default=str(DATA / "vault" / "vault.sqlite3")))
VAULT_KEYS_PATH = Path(env.str("VAULT_KEYS_PATH", default=str(DATA / "keys" / "vault.json")))

CENTRE_NAME = env.str("CENTRE_NAME", default="Le Passage")
CENTRE_DEMO = env.bool("CENTRE_DEMO", default=False)
CENTRE_CUTOVER_HOUR = env.int("CENTRE_CUTOVER_HOUR", default=6)
#: The shifts of a day on the wall clock; an hour after midnight is written past 24. They may overlap.
CENTRE_SHIFTS = env.str("CENTRE_SHIFTS", default="early 06:00-14:00, late 14:00-22:00, night 22:00-30:00")
#: What one used syringe weighs, in grams: the centre's own weighing. Without it a return by weight stays in grams.
CENTRE_SYRINGE_GRAMS = env.float("CENTRE_SYRINGE_GRAMS", default=0.0)
#: How many days before its last day a lot is shown as expiring soon.
CENTRE_EXPIRY_WARNING_DAYS = env.int("CENTRE_EXPIRY_WARNING_DAYS", default=60)
#: Limits of the house that have their default where they are used: a site may say another whole number.
for _limit in (
    "CENTRE_STAY_DAYS", "CENTRE_KEEP_BED_HOURS", "CENTRE_DAYS_AFTER_STAY", "CENTRE_CENSUS_HOUR", "CENTRE_NIGHT_HOUR",
    "CENTRE_RESTRICTION_MOST_DAYS", "CENTRE_COMPLAINT_ANSWER_DAYS", "CENTRE_GLASS_MINUTES", "CENTRE_IDLE_LOCK_SECONDS",
    "CENTRE_IDLE_SECONDS", "CENTRE_REQUEST_NIGHTS", "ERASURE_WAITING_DAYS", "CENTRE_HOLD_BED_HOURS", "CENTRE_STAY_WARN_DAYS",
    "CENTRE_NIGHT_ROUNDS", "CENTRE_REOPEN_HOURS", "CENTRE_REHOUSE_DAYS", "CENTRE_DAYS_AFTER_PLACEMENT", "CENTRE_ARREARS_MONTHS",
    "CENTRE_LEASE_END_DAYS", "CENTRE_EPISODE_MONTHS", "CENTRE_BELONGINGS_DAYS", "CENTRE_BELONGINGS_WARNED_DAYS",
    "CENTRE_SCAN_MAX_MB", "CENTRE_SCAN_MAX_PAGES", "CENTRE_SCAN_MAX_MEGAPIXELS", "CENTRE_PAPERS_EACH", "CENTRE_PAPERS_EACH_MB",
):  # fmt: skip
    if _limit in os.environ:
        globals()[_limit] = env.int(_limit)
#: Side of a square of the outreach grid, in metres: 250 or more. Source: DOMAIN 8.5.
CENTRE_GRID_METRES = env.int("CENTRE_GRID_METRES", default=250)
#: After how many days without a trace somebody who used to come is on the re-contact list.
CENTRE_LOST_AFTER_DAYS = env.int("CENTRE_LOST_AFTER_DAYS", default=30)
#: After how many days a service of the directory is to be checked again. Source: DOMAIN 11.
CENTRE_DIRECTORY_FRESH_DAYS = env.int("CENTRE_DIRECTORY_FRESH_DAYS", default=180)
#: How many days before its end an agreement to share is asked again.
CENTRE_CONSENT_ASK_AGAIN_DAYS = env.int("CENTRE_CONSENT_ASK_AGAIN_DAYS", default=14)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_q",
    "guardian",
    "simple_history",
    "csp",
    "audit",
    "centre",
    "intake",
    "housing",
    "care",
    "employment",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "centre.access.middleware.SecondFactor",
    "centre.shell.middleware.Language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "centre.shell.middleware.NoStore",
    "centre.shell.middleware.FragmentLogin",
    "centre.workstations.middleware.Veil",
    "centre.access.middleware.Door",
    "centre.shell.middleware.DeadEnd",
]

ROOT_URLCONF = "centre.urls"
WSGI_APPLICATION = "centre.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "centre.shell.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database ------------------------------------------------------------------------------------------------

#: The database role of this process: `web`, `worker` or `owner` (manage.py chooses by command).
CENTRE_ROLE = env.str("CENTRE_ROLE", default="web")
EMBEDDED_HOME = DATA / "postgres"
EMBEDDED_THROWAWAY = env.bool("EMBEDDED_THROWAWAY", default=False)

_url = "DATABASE_URL" if CENTRE_ROLE == "web" else f"DATABASE_URL_{CENTRE_ROLE.upper()}"
if env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url(_url)}
else:
    DATABASES = {"default": {"ENGINE": "centre.embedded", "NAME": "centre", "USER": f"centre_{CENTRE_ROLE}"}}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# --- people --------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "centre.User"
AUTHENTICATION_BACKENDS = ["centre.access.backend.AccessBackend"]
# The second reads what an older version kept; who signs in with it has it kept anew.
PASSWORD_HASHERS = ["centre.staff.passwords.KeyedArgon2PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
OTP_TOTP_ISSUER = CENTRE_NAME

SESSION_ENGINE = "centre.staff.session_store"
#: Not in a cookie: a message may name somebody, and nothing personal stays in a browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# --- languages and time --------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["centre.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("CENTRE_TIME_ZONE", default="Europe/Brussels")

# --- files ---------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA / "static"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
#: What somebody brings is read in memory alone and never lies unsealed on a disk; what is larger does not arrive.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = (env.int("CENTRE_SCAN_MAX_MB", default=10) + 1) * 1024 * 1024

# --- headers -------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- queue ---------------------------------------------------------------------------------------------------

Q_CLUSTER = {
    "name": "centre",
    "orm": "default",
    "workers": 1,
    "timeout": 600,
    "retry": 900,
    "poll": 0.5,
    "bulk": 1,
    "max_attempts": 3,
    "catch_up": False,
    "ack_failures": True,
    "recycle": 50,
    "label": "queue",
}

# --- logs: an allow-list of words, never an address, a path with a person, or a body ---------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CENTRE_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # guardian keeps the grant book; access is decided by our own backend
