"""The WSGI entry point; the server is granian (BOOT 5)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "centre.settings.dev")
application = get_wsgi_application()
