"""What the web server serves."""

import os

from django.core.wsgi import get_wsgi_application

from lotse.project.calling import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotse.project.settings")
application = with_room(get_wsgi_application())
