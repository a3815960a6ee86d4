"""Templates hold a tag a line; what is sent holds no indentation, and not a blank more or less than matters."""

import pytest
from django.template.loader import get_template

from lotse.ui.compact import compact


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<p>\n  Guten\n  Tag\n</p>\n", "<p> Guten Tag </p>"),
        ('<a\n  class="lo-link"\n  href="/"\n>Start</a>', '<a class="lo-link" href="/">Start</a>'),
        ("<b>eins</b><b>zwei</b>", "<b>eins</b><b>zwei</b>"),
        (
            '<textarea\n  name="text"\n>\n{{ text }}</textarea>\n<p>',
            '<textarea name="text">\n{{ text }}</textarea> <p>',
        ),
        ("{% if a %}\n  x{% endif %}", "{% if a %} x{% endif %}"),
    ],
)
def test_breaks_and_indentation_become_one_blank(written, sent):
    assert compact(written) == sent


def test_pages_are_read_this_way_and_letters_in_words_are_not():
    page, letter = get_template("404.html").template.source, get_template("ui/mail.txt").template.source

    assert "\n" not in page
    assert "\n" in letter
