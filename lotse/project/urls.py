"""The root of all addresses: each room brings its own; what people read is also there in English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from lotse.project.health import healthz
from lotse.project.rooms import has

handler400 = "lotse.project.incidents.unreadable"
handler500 = "lotse.project.incidents.something_broke"

# Faces that people read (translated addresses stay German, the words on the page are English under /en/)
FACES = (
    ("arbeit/poststelle/", "lotse.channels.mail.urls"),
    ("arbeit/", "lotse.workspace.urls"),
    ("verwaltung/", "lotse.administration.urls"),
    ("studio/", "lotse.studio.urls"),
    ("", "lotse.people.urls"),
    ("", "lotse.portal.urls"),
)
# Doors for machines
DOORS = (("api/v1/", "lotse.channels.rest.urls"), ("open311/v2/", "lotse.channels.open311.urls"))

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    *[path(address, include(room)) for address, room in DOORS if has(room)],
    *i18n_patterns(
        *[path(address, include(room)) for address, room in FACES if has(room)],
        prefix_default_language=False,
    ),
]
