import uuid
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL

from lotse.search.likeness import closest
from lotse.search.words import (
    SUBSTRING_FROM,
    TYPO_FROM,
    folded,
    root,
    spellings,
    swapped,
    typed_words,
)
from lotse.tenants.models import Row

Asked = tuple[str, list]  # a statement or a part of one, and its values
GERMAN = "german"
SPOKEN = ("subject", "near", "words")
STEM = f"plainto_tsquery('{GERMAN}', %s)"
NONE = "select subject from search_page where false"


class Page(Row):
    """One thing that can be found under its words; which row it is, only the room that put it in knows."""

    kind = models.CharField(max_length=20)
    subject = models.UUIDField()
    title = models.TextField()
    near = models.TextField()  # the title, comparable: searched for what only looks alike
    words = models.TextField()  # title and text, comparable: searched for parts of compounds
    vector = SearchVectorField()  # the same in German stems, the title weighing more

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="page_once")]
        indexes = [
            GinIndex(fields=["vector"], name="page_vector"),
            GinIndex(OpClass(F("near"), name="gin_trgm_ops"), name="page_near"),
            GinIndex(OpClass(F("words"), name="gin_trgm_ops"), name="page_words"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


def put(kind: str, subject: uuid.UUID, title: str, words: str = "") -> None:
    """Make the row with the id `subject` findable, or findable under new words: one statement, no trigger."""
    near, text = folded(title), folded(words)
    vector = SearchVector(Value(near), config=GERMAN, weight="A") + SearchVector(Value(text), config=GERMAN, weight="B")
    Page.objects.bulk_create(
        [Page(kind=kind, subject=subject, title=title, near=near, words=f"{near} {text}", vector=vector)],
        update_conflicts=True,
        unique_fields=["kind", "subject"],
        update_fields=["title", "near", "words", "vector"],
    )


def drop(kind: str, subjects: Iterable[uuid.UUID]) -> None:
    """Forget these ids."""
    Page.objects.filter(kind=kind, subject__in=list(subjects)).delete()


def subjects(kind: str, typed: str) -> Asked:
    """Return the statement that gives the ids of the pages with every telling word, in some form, and its values.

    It is written as text: put together by Django it took longer than the database takes to answer.
    """
    return joined("intersect", [_with_word(kind, word) for word in typed_words(typed)] or [(NONE, [])])


def joined(by: str, asked: list[Asked]) -> Asked:
    """Return several statements as one, joined by `union` or `intersect`."""
    return f" {by} ".join(f"({sql})" for sql, _values in asked), [value for _sql, values in asked for value in values]


def found(kind: str, typed: str) -> RawSQL:
    """Return the ids to `filter(pk__in=...)` with: rights and search stay one SQL statement."""
    return RawSQL(*subjects(kind, typed))  # noqa: S611 - what was typed is a value in it


def relevance(kind: str, typed: str) -> Subquery:
    """Return how well the row fits, to `annotate` a list that `found` has made short (at most 1,000)."""
    rank = SearchRank(F("vector"), _any_of(typed_words(typed)), normalization=1)
    return Subquery(Page.objects.filter(kind=kind, subject=OuterRef("pk")).annotate(rank=rank).values("rank"))


def best(kind: str, typed: str, among: QuerySet) -> list[uuid.UUID]:
    """Return the ids of what fits best, first the surest: for short lists, where nothing need be spelled right."""
    pages = Page.objects.filter(kind=kind, subject__in=among.order_by().values("pk"))
    return closest(typed, {subject: (near, words) for subject, near, words in pages.values_list(*SPOKEN)})


def _with_word(kind: str, word: str) -> Asked:
    """Return how pages with this word are asked for: a union, not an OR, so each form goes through its own index."""
    pages = "select subject from search_page where kind = %s and {}"
    return joined("union", [(pages.format(form), [kind, *values]) for form, values in _forms(kind, word)])


def _forms(kind: str, word: str) -> Iterator[Asked]:
    """Give what counts as having the word: its stem, a place inside a compound, a typing error in the title.

    Only a word that no page knows can be a typing error; so common words cost no search for likeness.
    """
    forms = spellings(word)
    has_stem = f"vector @@ ({' || '.join([STEM] * len(forms))})"
    yield has_stem, forms
    if inside := [root(form) for form in forms if len(form) >= SUBSTRING_FROM]:
        yield "words like any(%s)", [[f"%{part}%" for part in inside]]
    is_unknown = f"not exists (select 1 from search_page where kind = %s and {has_stem})"  # noqa: S608 - our own words
    for form in forms:
        if len(form) >= TYPO_FROM and form.isalpha():
            yield f"{is_unknown} and near %%> %s", [kind, *forms, form]
            yield f"{is_unknown} and near like any(%s)", [kind, *forms, [f"%{part}%" for part in swapped(form)]]


def _any_of(words: list[str]) -> SearchQuery:
    queries = [SearchQuery(form, config=GERMAN) for word in words for form in spellings(word)]
    return reduce(or_, queries) if queries else SearchQuery("", config=GERMAN)
