"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from academy.seal import seal

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings")
application = get_wsgi_application()
seal()  # rather not begin than fail at the first certificate
