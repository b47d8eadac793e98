"""The WSGI entry point; the server is granian (BOOT 5). Nothing is served with a wrong key or unsafe settings."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings.dev")
application = get_wsgi_application()

from centre.access.checks import refuse_to_start  # noqa: E402  checks are known once the apps are ready

refuse_to_start()
