"""Files that come with a form page or a message."""

from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, HttpRequest

from lotse.files.models import StoredFile, keep, keep_all
from lotse.files.refusals import CannotKeep
from lotse.questionnaires import Page, Problem, problems
from lotse.questionnaires.kinds import size_problem

MOST_BYTES = 10_000_000
MOST_FILES = 5


def take_in(request: HttpRequest, page: Page, answers: Mapping[str, Any]) -> tuple[dict[str, list], dict[str, Problem]]:
    """Keep the files posted on this page; return their cards by question, and what was refused and why."""
    cards: dict[str, list] = {}
    refused: dict[str, Problem] = {}
    for field in page.fields:
        if field.kind != "file":
            continue
        removed = request.POST.getlist(f"{field.key}-entfernen")
        old = [card for card in answers.get(field.key) or [] if isinstance(card, dict) and card["id"] not in removed]
        cards[field.key] = old
        for upload in request.FILES.getlist(field.key):
            if (size := upload.size or 0) > field.max_bytes:
                refused[field.key] = size_problem(field, size)
                continue
            try:
                cards[field.key] = _add(cards[field.key], _card(upload, field), field.most_files)
            except CannotKeep as refusal:
                refused[field.key] = Problem("{sentence}", sentence=refusal)
    return cards, refused


def _card(upload, field):
    kept = keep(upload, photo=field.accept == "photo", limit_mb=max(1, field.max_bytes // 1_000_000))
    return {"id": str(kept.pk), "name": kept.name, "size": kept.size, "type": kept.type}


def _add(cards, card, most):
    """One more; where one file is asked for, the new one takes the place of the old."""
    return [card] if most == 1 else [*cards, card]


def stored(form, answers: Mapping[str, Any]) -> list[StoredFile]:
    """The stored files of all answers."""
    keys = [
        card["id"]
        for field in form.fields
        if field.kind == "file" and isinstance(answers.get(field.key), list)
        for card in answers[field.key]
    ]
    return list(StoredFile.objects.filter(pk__in=keys))


def download(file: StoredFile) -> FileResponse:
    """Hand the file out so that no browser opens or runs it."""
    answer = FileResponse(file.open(), as_attachment=True, filename=file.name)  # it writes its own disposition
    for name, value in file.headers().items():
        answer[name] = value
    return answer


def of_message(request: HttpRequest) -> tuple[list[StoredFile], str]:
    """Keep the files of a message, all or none; say why not."""
    posted = request.FILES.getlist("dateien")
    if len(posted) > MOST_FILES:
        return [], str(Problem(problems.TOO_MANY_FILES, count=len(posted), limit=MOST_FILES))
    for upload in posted:
        if (bytes_sent := upload.size or 0) > MOST_BYTES:
            size, limit = problems.megabytes(bytes_sent), problems.megabytes(MOST_BYTES)
            return [], str(Problem(problems.DOCUMENT_TOO_BIG, size=size, limit=limit))
    try:
        return keep_all(posted), ""
    except CannotKeep as refusal:
        return [], str(refusal)
