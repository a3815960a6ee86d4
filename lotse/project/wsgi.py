"""What the web server serves."""

import os

from django.core.wsgi import get_wsgi_application

from lotse.project.serving import end_with_parent

end_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lotse.project.settings")
application = get_wsgi_application()
