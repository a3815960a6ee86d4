"""Text modules at the case: with the key m, and with two colons while one writes; macros shown before they are done."""

import pytest
from playwright.sync_api import expect

from lotse.desk.models import Macro
from lotse.knowledge.models import TextModule

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_text_is_put_where_the_cursor_stands_and_a_macro_is_seen_first(
    page, address, sit_down, make_case, town, focus_is_kept, axe, in_all_looks
):
    case, team = make_case(), town.ahlers.teams.first()
    module = TextModule.objects.create(team=team, title="Dank", text="danke für Ihre Meldung {nummer}.")
    macro = Macro.objects.create(team=team, name="Danken und wiedervorlegen", module=module, follow_up_in=7)
    sit_down(town.ahlers)
    page.goto(address(f"/arbeit/a/{case.number}/"))
    answer = page.get_by_label("Nachricht an Selin Öztürk")

    answer.press_sequentially("Guten Tag, ::")
    dialog = page.get_by_role("dialog", name="Textbaustein oder Makro")
    expect(dialog.get_by_role("link", name="Dank", exact=True)).to_be_visible()
    axe(page)
    dialog.get_by_role("link", name="Dank", exact=True).click()
    expect(answer).to_have_value(f"Guten Tag, danke für Ihre Meldung {case.number}.")
    expect(answer).to_be_focused()
    expect(page.get_by_text("Entwurf gespeichert, ")).to_be_visible()

    page.goto(address(f"/arbeit/a/{case.number}/makro/{macro.pk}/"))
    expect(page.get_by_text("schreibt der meldenden Person")).to_be_visible()
    in_all_looks(page, "makro")
