"""Pages go packed over the wire, files as they are."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from lotse.project.packed import PackedPages

LONG = "Katze " * 200


def sent(response, encoding="gzip"):
    """What a browser that takes this encoding is sent."""
    return PackedPages(lambda request: response)(RequestFactory().get("/", HTTP_ACCEPT_ENCODING=encoding))


def test_a_page_is_packed_and_reads_the_same():
    page = sent(HttpResponse(LONG))

    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < len(LONG) / 4
    assert gzip.decompress(page.content).decode() == LONG


def test_whoever_takes_no_packed_page_gets_a_plain_one():
    assert sent(HttpResponse(LONG), "identity").content.decode() == LONG


@pytest.mark.parametrize("kind", ["application/pdf", "text/plain; charset=utf-8", "application/json"])
def test_what_is_no_page_is_not_packed(kind):
    assert "Content-Encoding" not in sent(HttpResponse(LONG, content_type=kind))


def test_a_file_keeps_its_size(tmp_path):
    (tmp_path / "plan.html").write_text(LONG)
    file = sent(FileResponse((tmp_path / "plan.html").open("rb")))

    assert file["Content-Length"] == str(len(LONG))
    assert "Content-Encoding" not in file


def test_a_page_with_words_of_people_is_never_twice_of_the_same_length():
    assert len({len(sent(HttpResponse(LONG)).content) for _again in range(30)}) > 1
