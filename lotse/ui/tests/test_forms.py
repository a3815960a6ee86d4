"""Forms as people meet them: questions, hints, mistakes."""

from datetime import date, timedelta

import pytest
from django import forms
from django.template import engines
from django.utils.translation import override

from lotse.ui.forms import Choice, DayField, EmailField, LongText, PlainWords


class Asking(PlainWords, forms.Form):
    name = forms.CharField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = EmailField(label="E-Mail-Adresse", help_text="Für unsere Antwort")
    phone = forms.CharField(label="Telefon", required=False)
    state = Choice(label="Zustand", choices=[("a", "gut"), ("b", "schlecht")])
    born_on = DayField(label="Geburtstag", required=False, birthday=True)
    text = LongText(label="Text", limit=2000, required=False)
    photo = forms.FileField(label="Foto", required=False)


def draw(text, **context):
    return engines["django"].from_string(text).render(context)


def test_an_optional_field_says_so_and_a_needed_one_carries_no_mark():
    form = Asking()

    assert "(optional)" in form["phone"].as_field_group()
    assert "(optional)" not in form["name"].as_field_group()
    assert "*" not in str(form)


def test_hint_and_mistake_belong_to_their_field():
    field = Asking({"email": "falsch"})["email"].as_field_group()

    assert 'aria-describedby="id_email-hinweis id_email-fehler"' in field
    assert 'aria-invalid="true"' in field
    assert 'id="id_email-hinweis"' in field
    assert 'id="id_email-fehler"' in field
    assert 'autocomplete="email"' in field


def test_few_choices_are_radios_under_their_question():
    field = Asking({})["state"].as_field_group()

    assert "<fieldset" in field
    assert '<legend class="kern-label">Zustand' in field
    assert field.count('type="radio"') == 2
    assert 'aria-describedby="id_state-fehler"' in field


def test_many_choices_are_a_list():
    field = Choice(label="Land", choices=[(str(n), str(n)) for n in range(8)])

    assert isinstance(field.widget, forms.Select)


def test_words_of_a_form_are_in_the_language_of_the_page_or_marked_as_german():
    page = engines["django"].from_string("{{ ours|said }} {{ theirs|said }}{{ nothing|said }}")
    with override("en"):
        assert page.render({"ours": "Ja", "theirs": "Woran <haben> Sie es erkannt?"}) == (
            'Yes <span lang="de">Woran &lt;haben&gt; Sie es erkannt?</span>'
        )


def test_mistakes_are_said_in_plain_words():
    form = Asking({"email": "a.example.org", "text": "x" * 2130, "born_on": "31.6.2026"})

    assert form.errors["name"] == ["Füllen Sie „Name“ aus."]
    assert form.errors["state"] == ["Wählen Sie bei „Zustand“ etwas aus."]
    assert form.errors["email"] == ["In der E-Mail-Adresse fehlt das @-Zeichen. Beispiel: name@example.org"]
    assert form.errors["text"] == ["Der Text ist zu lang (2.130 Zeichen). Erlaubt sind 2.000."]
    assert form.errors["born_on"] == ["Den 31. Juni gibt es nicht. Prüfen Sie Tag und Monat."]


def test_the_authors_own_sentence_wins():
    class Own(PlainWords, forms.Form):
        name = forms.CharField(error_messages={"required": "Geben Sie Ihren Namen ein."})

    assert Own({}).errors["name"] == ["Geben Sie Ihren Namen ein."]


def test_the_summary_leads_to_the_first_control_of_each_answer():
    form = Asking({"born_on-tag": "31", "born_on-monat": "6", "born_on-jahr": "2026"})

    summary = draw("{% error_summary form %}", form=form)

    assert 'href="#id_state_0"' in summary
    assert 'href="#id_born_on-tag"' in summary
    assert 'href="#id_name"' in summary
    assert "Prüfen Sie 4 Angaben" in summary


def test_without_mistakes_there_is_no_summary():
    assert draw("{% error_summary form %}", form=Asking()).strip() == ""


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ({"born_on-tag": "9", "born_on-monat": "10", "born_on-jahr": "1976"}, date(1976, 10, 9)),
        ({"born_on-tag": "9.10.76", "born_on-monat": "", "born_on-jahr": ""}, date(1976, 10, 9)),
        ({"born_on": "1976-10-09"}, date(1976, 10, 9)),
        ({}, None),
    ],
)
def test_a_day_is_understood_however_it_is_typed(typed, day):
    form = Asking(typed)
    form.is_valid()

    assert form.cleaned_data["born_on"] == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("29.2.2027", "Den 29. Februar 2027 gibt es nicht. Prüfen Sie Tag und Jahr."),
        ("9.13.2026", "Einen 13. Monat gibt es nicht. Prüfen Sie den Monat."),
        ("gestern", "Geben Sie den Tag in Zahlen ein, zum Beispiel 9 10 2026."),
        ("9.10.9999", "Prüfen Sie das Jahr. Schreiben Sie es mit 4 Ziffern, zum Beispiel 2026."),
        ("9.10.1026", "Prüfen Sie das Jahr. Schreiben Sie es mit 4 Ziffern, zum Beispiel 2026."),
    ],
)
def test_an_impossible_day_is_named(typed, sentence):
    assert Asking({"born_on": typed}).errors["born_on"] == [sentence]


@pytest.mark.parametrize("sign", ["²", "1" * 5000, "-1", "½"])
@pytest.mark.parametrize("part", ["tag", "monat", "jahr"])
def test_signs_that_only_look_like_numbers_are_no_day(part, sign):
    typed = {"born_on-tag": "3", "born_on-monat": "6", "born_on-jahr": "1980"} | {f"born_on-{part}": sign}

    assert Asking(typed).errors["born_on"] == ["Geben Sie den Tag in Zahlen ein, zum Beispiel 9 10 2026."]


def test_a_day_in_the_future_is_refused_where_only_the_past_makes_sense():
    class Seen(forms.Form):
        on = DayField(not_after=timedelta())

    tomorrow = date.today() + timedelta(days=1)

    sentence = "Das Datum liegt in der Zukunft. Geben Sie einen Tag bis heute ein."
    assert Seen({"on": tomorrow.isoformat()}).errors["on"] == [sentence]


def test_a_wrong_day_stays_in_the_inputs():
    field = Asking({"born_on-tag": "31", "born_on-monat": "6", "born_on-jahr": "2026"})["born_on"].as_field_group()

    assert 'value="31"' in field
    assert 'value="2026"' in field
    assert 'autocomplete="bday-year"' in field


def test_what_people_type_stays_text():
    form = Asking({"name": "<script>alert(1)</script>"})

    assert "<script>" not in str(form)
