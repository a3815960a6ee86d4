"""The description for machines and for people. Both are open: they hold no data."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .api import api
from .problems import PROBLEMS

KINDS = {
    "string": "Text", "integer": "Zahl", "number": "Zahl", "boolean": "ja oder nein", "object": "Objekt",
    "null": "leer",
}  # fmt: skip


@login_not_required
@require_safe
def openapi(request):
    """Hand out the OpenAPI 3.1 description."""
    return JsonResponse(api.get_openapi_schema(path_prefix="api/v1/"))


@login_not_required
@require_safe
def docs(request):
    """Show every address, what it takes and what it answers."""
    schema = api.get_openapi_schema(path_prefix="api/v1/")
    schemas = schema["components"]["schemas"]
    operations = [
        _operation(path, method, told, schemas)
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
    ]
    problems = [{"code": code, "status": status, "title": title} for code, (status, title) in PROBLEMS.items()]
    return render(request, "rest/docs.html", {"operations": operations, "problems": problems})


def _operation(path, method, told, schemas):
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "id": told["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": told["summary"],
        "description": told.get("description", ""),
        "parameters": [
            {"name": p["name"], "place": p["in"], "is_needed": p["required"], "kind": kind_of(p["schema"])}
            for p in told["parameters"]
        ],
        "body": _fields(body, schemas),
        "answers": [
            {"status": status, "words": answer["description"], "fields": _fields(_schema(answer), schemas)}
            for status, answer in told["responses"].items()
            if int(status) < 400
        ],
        "refusals": [str(status) for status in told["responses"] if int(status) >= 400],
    }


def _schema(answer):
    return answer.get("content", {}).get("application/json", {}).get("schema", {})


def _fields(schema, schemas):
    found = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
    needed = found.get("required", [])
    return [
        {"name": name, "is_needed": name in needed, "kind": kind_of(field)}
        for name, field in found.get("properties", {}).items()
    ]


def kind_of(schema):
    """Return what a value is, in few words."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "enum" in schema:
        return ", ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        return " oder ".join(kind_of(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"Liste: {kind_of(schema.get('items', {}))}"
    return schema.get("format") or KINDS.get(schema.get("type", ""), "beliebig")
