"""The addresses under /api/v1/. A token opens them, never a session: Django's login page is not for programs."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from .api import api
from .docs import docs, openapi
from .problems import problem

routes, app, namespace = api.urls


@login_not_required
@csrf_exempt
def nowhere(request, **_address):
    """Answer an address that does not exist as every other problem."""
    return problem("not-found", "Diese Adresse gibt es hier nicht. Sehen Sie in /api/v1/docs nach.")


def _for_programs(route):
    """Answer without a session, and say also „not this way“ as a problem."""
    view = route.callback

    @login_not_required
    @csrf_exempt
    def answer(request, *args, **values):
        given = view(request, *args, **values)
        if given.status_code != 405:
            return given
        refused = problem("not-this-way")
        refused["Allow"] = given["Allow"]
        return refused

    route.callback = answer
    return route


urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    path("docs", docs, name="docs"),
    path("", ([_for_programs(route) for route in routes if getattr(route, "name", "") != "api-root"], app, namespace)),
    path("", nowhere, name="api-root"),
    re_path("^.+$", nowhere),
]
