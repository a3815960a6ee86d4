"""Files that come with a form page or a message."""

from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, HttpRequest

from lotse.files.models import MEGABYTE, StoredFile, keep, keep_all
from lotse.files.refusals import CannotKeep
from lotse.questionnaires import Field, Form, Page

MOST_FILES = 5

Cards = list[dict[str, Any]]


def take_in(request: HttpRequest, page: Page, answers: Mapping[str, Any]) -> tuple[dict[str, Cards], dict[str, str]]:
    """Keep the files posted on this page; return their cards by question, and what was refused and why."""
    cards: dict[str, Cards] = {}
    refused: dict[str, str] = {}
    for field in page.fields:
        if field.kind != "file":
            continue
        removed = request.POST.getlist(f"{field.key}-entfernen")
        cards[field.key] = [card for card in cards_of(answers.get(field.key)) if card["id"] not in removed]
        for upload in request.FILES.getlist(field.key)[: field.most_files + 1]:
            try:
                cards[field.key] = _add(cards[field.key], _card(upload, field), field.most_files)
            except CannotKeep as why:
                refused[field.key] = str(why)
    return cards, refused


def cards_of(answer: Any) -> Cards:
    """The cards of the files in an answer."""
    return [card for card in answer if isinstance(card, dict) and card.get("id")] if isinstance(answer, list) else []


def _card(upload: Any, field: Field) -> dict[str, Any]:
    kept = keep(upload, photo=field.accept == "photo", limit_mb=field.max_bytes // MEGABYTE)
    return {"id": str(kept.pk), "name": kept.name, "size": kept.size, "type": kept.type}


def _add(cards: Cards, card: dict[str, Any], most: int) -> Cards:
    """One more; where one file is asked for, the new one takes the place of the old."""
    return [card] if most == 1 else [*cards, card]


def stored(form: Form, answers: Mapping[str, Any]) -> list[StoredFile]:
    """The stored files of all answers."""
    keys = [card["id"] for field in form.fields if field.kind == "file" for card in cards_of(answers.get(field.key))]
    return list(StoredFile.objects.filter(pk__in=keys))


def download(file: StoredFile, small: bool = False) -> FileResponse:
    """Hand the file out so that no browser opens or runs it; `small` is the copy of a photo, where there is one."""
    answer = FileResponse(file.open(small))
    for name, value in file.headers(small).items():
        answer[name] = value
    return answer


def of_message(request: HttpRequest) -> tuple[list[StoredFile], str]:
    """Keep the files of a message, all or none; say why not."""
    try:
        return keep_all(request.FILES.getlist("dateien"), most=MOST_FILES), ""
    except CannotKeep as why:
        return [], str(why)
