"""A form that says something we do not know is refused by its place."""

import copy

import pytest

from lotse.questionnaires import Form, FormRefused
from lotse.questionnaires.tests.forms import CAT


def broken(change):
    content = copy.deepcopy(CAT)
    change(content)
    return content


@pytest.mark.parametrize(
    ("change", "saying"),
    [
        (lambda c: c.update(pages=[]), "form: Das Merkmal „pages“ fehlt."),
        (lambda c: c.update(color="red"), "form: Das Merkmal „color“ kennen wir nicht."),
        (lambda c: c["pages"][0].update(key="Ort 1"), "form.pages[0].key: „Ort 1“ ist kein Schlüssel"),
        (lambda c: c["pages"][0]["fields"][0].update(kind="map"), "form.pages[0].fields[0].kind: Die Art „map“"),
        (lambda c: c["pages"][0]["fields"][0].update(widget="x"), "Das Merkmal „widget“ kennen wir nicht."),
        (
            lambda c: c["pages"][0]["fields"][0].update(required="ja"),
            "fields[0].required: Der Wert hat die falsche Art.",
        ),
        (lambda c: c["pages"][0]["fields"][2].update(options=[]), "Die Art „choice“ braucht Antworten zur Wahl."),
        (lambda c: c["pages"][2]["fields"][0].update(key="ort"), "Den Schlüssel „ort“ gibt es zweimal."),
        (lambda c: c["pages"][2]["fields"][0].update(data_class="matter"), "gehören immer zur Person."),
        (
            lambda c: c["pages"][0].update(condition={"field": "name", "told": True}),
            "Vorher wurde nicht gefragt nach: name.",
        ),
        (lambda c: c["pages"][1].update(condition={"js": "alert(1)"}), "form.pages[1].condition:"),
        (lambda c: c["pages"][1].update(fields=[]), "Eine Seite ohne Fragen ist das Ende"),
        (lambda c: c["notices"][0].update(page="nirgends"), "Die Seite „nirgends“ gibt es nicht."),
    ],
)
def test_what_is_not_known_is_refused_by_its_place(change, saying):
    with pytest.raises(FormRefused) as refused:
        Form.read(broken(change))

    assert saying in str(refused.value)


@pytest.mark.parametrize("content", [None, [], "x", {"pages": "x"}, {"pages": [None]}, {"pages": [{"key": 3}]}])
def test_what_is_no_form_is_refused(content):
    with pytest.raises(FormRefused):
        Form.read(content)
