"""The town's own map, for those who open it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control

from lotse.portal.doors import public
from lotse.tenants.models import Town


@public
@cache_control(public=True, max_age=3600)
def town_map(request: HttpRequest) -> HttpResponse:
    """Hand out what the map shows, and where tiles come from if the operator has some."""
    ground = Town.ground()
    if not ground:
        raise Http404
    return JsonResponse({"map": ground, "tiles": settings.MAP_TILES, "source": settings.MAP_SOURCE})
