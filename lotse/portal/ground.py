"""A place on the town's own map: offered beside the words, never needed (Orte).

The map is drawn from the town's GeoJSON and fetched only when somebody opens it. Tiles come only from the address
the operator names.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from lotse.questionnaires import Field, problems
from lotse.questionnaires.problems import Problem
from lotse.tenants.ground import is_inside
from lotse.tenants.models import Town


def is_offered(fields: Iterable[Field]) -> bool:
    """Whether these questions ask for a place in a town that has a map."""
    return any(field.kind == "place" for field in fields) and bool(Town.ground())


def outside(fields: Iterable[Field], answers: Mapping[str, Any]) -> dict[str, Problem]:
    """The places that were marked, but not in this town."""
    marked = {field.key: _point(answers.get(field.key)) for field in fields if field.kind == "place"}
    points = {key: point for key, point in marked.items() if point}
    ground = Town.ground() if points else {}
    strange = [key for key, (lat, lon) in points.items() if not is_inside(ground, lat, lon)]
    return {key: Problem(problems.OUTSIDE, town=Town.here().name) for key in strange}


def _point(answer: Any) -> tuple[str, str] | None:
    told = answer if isinstance(answer, Mapping) else {}
    return (told["lat"], told["lon"]) if told.get("lat") and told.get("lon") else None
