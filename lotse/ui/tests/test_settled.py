"""What a template says alike on every page is looked up once for each language, and no more than that."""

import pytest
from django.template.loader import get_template
from django.utils.translation import override

from lotse.ui.settled import settle

SEARCH = '{% translate "Suchen" %}'


@pytest.mark.parametrize(
    "written",
    [
        '{% translate "Suchen" as label %}',
        "{% translate word %}",
        '{% url "portal:service" slug %}',
        '{% url "portal:start" as start %}',
        '{% url "a room that is not here" %}',
    ],
)
def test_what_needs_a_value_is_left_to_the_page(written):
    assert settle(written) == written


def test_a_sentence_is_settled_in_the_language_of_the_page():
    assert settle(f"<b>{SEARCH}</b>") == "<b>Suchen</b>"
    with override("en"):
        assert settle(f"<b>{SEARCH}</b>") == "<b>Search</b>"


def test_a_sentence_with_a_percent_sign_keeps_one():
    assert settle('{% translate "zu 100 % sicher" %}') == "zu 100 % sicher"


def test_an_address_without_values_is_settled_in_the_language_of_the_page():
    assert settle('href="{% url "portal:start" %}"') == 'href="/"'
    with override("en"):
        assert settle('href="{% url "portal:start" %}"') == 'href="/en/"'


def test_every_language_has_templates_of_its_own():
    german = get_template("404.html").template
    with override("en"):
        english = get_template("404.html").template

    assert german is get_template("404.html").template
    assert german.source != english.source
