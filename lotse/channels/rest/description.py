"""The OpenAPI 3.1 description, completed: every problem an address may answer, and the key that makes writes safe."""

from .problems import PROBLEMS
from .shapes import ProblemOut

ALWAYS = (400, 401, 422)
WRITING = ("post", "delete", "put", "patch")
WORDS = {
    400: "Nicht lesbar", 401: "Schlüssel fehlt", 403: "Nicht Ihre Aufgabe", 404: "Nicht da oder nicht für Sie",
    409: "Passt nicht zum Stand", 413: "Zu groß", 422: "Angaben fehlen oder passen nicht",
}  # fmt: skip
IDEMPOTENCY_KEY = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "description": "Derselbe Schlüssel gibt 24 Stunden lang dieselbe Antwort; die Tat geschieht einmal.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}  # fmt: skip


def describe(schema):
    """Return the schema with its problems."""
    own = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = schema["components"]["schemas"]
    schemas |= own.pop("$defs", {}) | {"Problem": own}
    own["properties"]["code"]["enum"] = sorted(PROBLEMS)
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    return schema


def _complete(path, method, operation):
    statuses = [*ALWAYS, *([404] if "{" in path else []), *([403, 409, 413] if method in WRITING else [])]
    for status in sorted(statuses):
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"][status] = {"description": WORDS[status], "content": content}
    if method in WRITING:
        operation["parameters"] = [*operation["parameters"], IDEMPOTENCY_KEY]
