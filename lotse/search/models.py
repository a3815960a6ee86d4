import uuid
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, Lookup, OuterRef, Q, QuerySet, Subquery, Value

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

GERMAN = "german"
SPOKEN = ("subject", "near", "words")


@models.TextField.register_lookup
class HasAny(Lookup):
    """The text holds one of these parts: one condition, where an OR of twenty took longer to plan than to answer."""

    lookup_name = "has_any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple]:
        """Return the condition; what a pattern would mean by itself is taken as it was typed."""
        text, params = self.process_lhs(compiler, connection)
        parts = [f"%{connection.ops.prep_for_like_query(part)}%" for part in self.rhs]
        return f"{text} like any(%s)", (*params, parts)


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


def subjects(kind: str, typed: str) -> QuerySet:
    """Return the ids of the pages that have every telling word, in some form; to be united with others."""
    first, *others = [_with_word(kind, word) for word in typed_words(typed)] or [_ids(Page.objects.none())]
    return first.intersection(*others) if others else first


def found(kind: str, typed: str) -> Subquery:
    """Return the ids to `filter(pk__in=...)` with: rights and search stay one SQL statement."""
    return Subquery(subjects(kind, typed))


def is_found(kind: str, typed: str) -> Exists:
    """Return whether the row at hand is found: for kinds of which there are few, when others are found by thousands."""
    words = typed_words(typed)
    pages = Page.objects.filter(kind=kind, subject=OuterRef("pk")) if words else Page.objects.none()
    for word in words:
        pages = pages.filter(reduce(or_, _forms(kind, word)))
    return Exists(pages)


def relevance(kind: str, typed: str) -> Subquery:
    """Return how well the row fits, to `annotate` a list that `found` has made short (at most 1,000)."""
    rank = SearchRank(F("vector"), _any_of(typed_words(typed)), normalization=1)
    return Subquery(Page.objects.filter(kind=kind, subject=OuterRef("pk")).annotate(rank=rank).values("rank"))


def best(kind: str, typed: str, among: QuerySet) -> list[uuid.UUID]:
    """Return the ids of what fits best, first the surest: for short lists, where nothing need be spelled right."""
    pages = Page.objects.filter(kind=kind, subject__in=among.order_by().values("pk"))
    return closest(typed, {subject: (near, words) for subject, near, words in pages.values_list(*SPOKEN)})


def _with_word(kind: str, word: str) -> QuerySet:
    """Return the ids of the pages with this word: a union, not an OR, so that each form goes through its own index."""
    first, *others = [_ids(Page.objects.filter(form, kind=kind)) for form in _forms(kind, word)]
    return first.union(*others) if others else first


def _ids(pages: QuerySet) -> QuerySet:
    return pages.order_by().values("subject")


def _forms(kind: str, word: str) -> Iterator[Q]:
    """Give what counts as having the word: its stem, a place inside a compound, a typing error in the title.

    Only a word that no page knows can be a typing error; so common words cost no search for likeness.
    """
    yield Q(vector=_any_of([word]))
    inside = [root(form) for form in spellings(word) if len(form) >= SUBSTRING_FROM]
    alike = [form for form in spellings(word) if len(form) >= TYPO_FROM and form.isalpha()]
    if inside:
        yield Q(words__has_any=inside)
    is_unknown = ~Exists(Page.objects.filter(kind=kind, vector=_any_of([word])))
    for form in alike:
        yield Q(is_unknown, near__trigram_word_similar=form)
        yield Q(is_unknown, near__has_any=swapped(form))


def _any_of(words: list[str]) -> SearchQuery:
    queries = [SearchQuery(form, config=GERMAN) for word in words for form in spellings(word)]
    return reduce(or_, queries) if queries else SearchQuery("", config=GERMAN)
